/**
 * What committees write in the sample, in Vietnamese: facts with a date, about conduct that was seen. Money given is never
 * one of them, because giving money is not a criterion.
 */

/** Remarks beside the criteria. */
export const remarks = [
  'Gia đình đạt danh hiệu gia đình văn hoá, các con ngoan, chăm học.',
  'Đi công tác xa thường xuyên nhưng có báo trước với chi ủy mỗi khi vắng họp.',
  'Đã nhận giúp khối phần việc kẻ vẽ khẩu hiệu cho ngày hội đại đoàn kết.',
  'Sống hoà nhã với bà con, được tổ dân cư tín nhiệm.',
  'Mới chuyển về từ tháng 6, chi ủy sẽ tiếp tục giữ liên hệ.',
  'Đề nghị sắp xếp dự họp đông đủ hơn trong năm tới.',
  'Nhiệt tình góp ý cho quy ước của khối về giữ vệ sinh ngõ xóm.',
  'Hướng dẫn các cụ cao tuổi trong tổ sử dụng dịch vụ công trực tuyến.',
  'Có ý kiến thẳng thắn, mang tính xây dựng tại hội nghị gần nhất.',
  'Vợ chồng cùng tham gia đội văn nghệ của khối.',
  'Ca trực của đơn vị trùng lịch họp nên có hai lần xin vắng.',
  'Thường đưa đón học sinh qua đoạn đường đang sửa trước cổng trường.',
] as const;

/** What is added to a remark, so that hardly two are alike: the same words for everybody would be a formality. */
export const additions = [
  'Đã trao đổi với Ban công tác Mặt trận.',
  'Tổ trưởng tổ dân phố xác nhận.',
  'Chi ủy đã gặp trực tiếp trong quý ba.',
  'Theo ý kiến của các hộ liền kề.',
  'Có ghi trong biên bản họp chi bộ.',
  'Đề nghị nơi công tác tạo điều kiện về thời gian.',
  'Chi ủy sẽ gặp lại vào đầu năm sau.',
  'Bà con trong ngõ đều biết.',
  'Không có ý kiến nào khác.',
  'Đã góp ý riêng và được tiếp thu.',
  'Có sổ theo dõi họp sáu tháng kèm theo.',
] as const;

/** By criterion of the form of 2020; a criterion that has none here borrows from all. `{}` takes the date. */
export type Facts = Readonly<Record<string, readonly string[]>>;

/** Why a level at the top was chosen. */
export const praise: Facts = {
  example: [
    'Ngày {} đứng ra hoà giải việc tranh chấp lối đi giữa hai hộ trong tổ, hai bên đều đồng thuận.',
    'Ngày {} trả lại túi giấy tờ nhặt được cho người mất qua công an phường.',
    'Ngày {} thẳng thắn tự phê bình trước cuộc họp về việc xây mái che lấn vỉa hè và đã tự tháo dỡ.',
    'Ngày {} cùng tổ dân cư thăm hỏi, giúp một hộ già yếu sửa lại mái nhà sau mưa bão.',
  ],
  civicDuties: [
    'Ngày {} vận động cả dãy nhà phân loại rác tại nguồn, đến nay cả 14 hộ đều làm theo.',
    'Ngày {} tự nguyện lùi hàng rào để mở rộng ngõ, bốn hộ bên cạnh làm theo.',
    'Ngày {} dẫn đầu buổi tổng vệ sinh của khối, cả gia đình cùng tham gia.',
    'Ngày {} nhắc hàng xóm hạ loa sau 22 giờ và giữ được trật tự của tổ từ đó đến nay.',
  ],
  attendance: [
    'Dự đủ các kỳ họp; ngày {} có bài phát biểu về an toàn phòng cháy tại cuộc họp của khối.',
    'Có mặt tại cả hai hội nghị trong năm, gần nhất là ngày {}.',
    'Ngày {} dự họp liên hệ sáu tháng và nhận ghi biên bản giúp chi ủy.',
  ],
  contact: [
    'Ngày {} chuyển đến chi ủy kiến nghị của 9 hộ về đèn đường, nay đã được lắp.',
    'Ngày {} gặp Ban công tác Mặt trận phản ánh việc thoát nước ở cuối ngõ.',
    'Hằng quý đều gặp khối trưởng, lần gần nhất ngày {}, báo lại ý kiến của tổ liên gia.',
  ],
  mobilising: [
    'Ngày {} cùng tổ vận động đến từng nhà giải thích việc giải phóng mặt bằng, 6 hộ đã ký.',
    'Ngày {} vận động được ba thanh niên đăng ký khám tuyển nghĩa vụ quân sự.',
    'Ngày {} tuyên truyền về phòng cháy cho các hộ kinh doanh ở đầu phố.',
  ],
  proposal: [
    'Ngày {} cứu một cháu nhỏ bị đuối nước ở hồ của khối; nhân dân đề nghị biểu dương.',
    'Từ ngày {} đứng lớp dạy bơi cho thiếu nhi trong hè, được phụ huynh đánh giá cao.',
    'Ngày {} tổ chức sơ tán an toàn 11 hộ khi nước lên.',
  ],
};

/** Why a level at the bottom was chosen. */
export const blame: Facts = {
  example: [
    'Ngày {} to tiếng, xúc phạm người hàng xóm trước đông người; tổ hoà giải đã lập biên bản.',
    'Ngày {} bị lập biên bản vì xây nhà vượt phép, đến nay chưa khắc phục.',
  ],
  civicDuties: [
    'Ngày {} để vật liệu chắn ngõ, khối nhắc hai lần chưa dọn.',
    'Ngày {} gia đình đốt rác trong khu dân cư, đã được nhắc nhưng còn tái diễn.',
  ],
  attendance: [
    'Vắng cả hai hội nghị trong năm, gần nhất là ngày {}, không báo lý do.',
    'Không dự cuộc họp nào của khối; lần mời gần nhất ngày {} có ký nhận giấy mời.',
  ],
  contact: [
    'Chi ủy hẹn gặp ngày {} nhưng không đến và không báo lại.',
    'Từ ngày {} đến nay không liên lạc với chi ủy và Ban công tác Mặt trận.',
  ],
  mobilising: [
    'Ngày {} được phân công cùng tổ vận động nhưng không tham gia.',
    'Ngày {} từ chối nhận phần việc tuyên truyền của khối, không nêu lý do.',
  ],
  proposal: [
    'Ngày {} chi ủy đã nhắc nhở lần thứ ba về việc lấn chiếm lối đi chung; đề nghị xem xét.',
    'Ngày {} có đơn phản ánh của 5 hộ, chi ủy đã xác minh là đúng.',
  ],
};

/** Where a member went who no longer lives there. */
export const destinations = [
  'Chuyển về phường khác trong tỉnh, theo lời chủ nhà trọ',
  'Chuyển vào ở cùng con tại tỉnh khác',
  'Chuyển đến khu chung cư mới của phường bên',
  'Chuyển về quê vợ, chưa rõ khối',
] as const;

/** What members say of the comment about them. */
export const views = [
  'Tôi đồng ý với nhận xét của chi ủy.',
  'Tôi xin bổ sung: hai lần vắng họp đều trùng ca trực, đã báo với đồng chí bí thư.',
  'Cảm ơn chi ủy. Năm tới tôi sẽ thu xếp dự họp đầy đủ.',
  'Tôi đề nghị ghi rõ phần việc tôi đã nhận với tổ dân cư từ tháng 8.',
  'Tôi không đồng ý với tiêu chí 3: tôi có mặt trong danh sách điểm danh kỳ họp sáu tháng.',
] as const;

/** Why a ward sends a form back. */
export const sentBackReasons = [
  'Nhận xét của nhiều đảng viên giống hệt nhau, đề nghị chi ủy ghi rõ sự việc của từng người.',
  'Chưa ghi thành phần Mặt trận tham gia, đề nghị họp bổ sung.',
  'Mức cao nhất ở tiêu chí 1 chưa có sự việc cụ thể, đề nghị bổ sung.',
  'Ngày họp ghi sau ngày gửi phiếu, đề nghị kiểm tra lại.',
] as const;

/** Why a ward excuses a cell. */
export const excuses = [
  'Khối bị ngập kéo dài, chi ủy đang tập trung khắc phục hậu quả mưa lũ.',
  'Chi bộ đang sáp nhập, chưa kiện toàn xong cấp ủy.',
  'Đồng chí bí thư điều trị dài ngày, chưa có người thay.',
] as const;

/** Why the Front was not met. */
export const frontNotMet = [
  'Trưởng Ban công tác Mặt trận đang nằm viện, chưa có người thay.',
  'Hai lần hẹn họp đều trùng đợt phòng chống bão.',
] as const;
