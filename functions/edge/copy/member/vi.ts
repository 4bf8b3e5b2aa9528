import type { AccessEvent } from '#domain/access.ts';

const whats: { readonly [what in AccessEvent['what']]: string } = {
  comment: 'xem nhận xét',
  evaluation: 'xem bản tổng hợp',
  list: 'xem danh sách',
  export: 'tải về',
  print: 'in',
};

/** A member's page about themselves. This file gives the shape; the other languages fill it. */
export const vi = {
  title: 'Nhận xét về đồng chí',
  notYet: 'Chưa có nhận xét để xem',
  notYetText:
    'Đảng ủy nơi cư trú chưa xác nhận nhận xét nào về đồng chí, hoặc nhận xét đang được sửa lại. Khi xác nhận xong, đồng chí được báo và xem được ở trang này.',
  notRating: 'Chưa có nhận xét thì không tính là tốt, cũng không tính là chưa tốt.',
  notHere: 'Cấp ủy nơi cư trú trả lời như sau',
  view: 'Ý kiến của đồng chí',
  viewText:
    'Nếu có ý kiến khác, đồng chí viết ở đây. Ý kiến được gửi kèm đến cấp ủy nơi công tác; nhận xét không bị sửa. Không viết cũng không sao.',
  viewAgain: 'Đồng chí có thể viết lại cho đến khi bản tổng hợp được lập.',
  viewLate: 'Bản tổng hợp đã lập. Ý kiến viết bây giờ được gửi bổ sung, và không sửa được nữa.',
  viewClosed: 'Bản tổng hợp đã lập, nên ý kiến không sửa được nữa.',
  viewOn: (date: string): string => `Đồng chí viết ngày ${date}`,
  write: 'Ý kiến',
  send: 'Gửi ý kiến',
  sent: 'Đã gửi ý kiến của đồng chí.',
  missing: 'Viết ý kiến trước khi gửi',
  tooLong: 'Viết ngắn lại, nhiều nhất 5.000 chữ cái',
  looks: 'Ai đã xem',
  looksText: 'Những cơ quan dưới đây đã xem phần ghi về đồng chí.',
  noLooks: 'Chưa có cơ quan nào xem.',
  office: 'Cán bộ phụ trách đợt lấy ý kiến',
  whats,
  look: (who: string, date: string, what: string): string => `${who}: ngày ${date}, ${what}`,
  rights: 'Quyền của đồng chí',
  rightsText: [
    'Đồng chí được xem nhận xét về mình, được biết ai đã xem, và được nêu ý kiến.',
    'Nếu thông tin về đồng chí bị sai (tên, ngày sinh, nơi công tác, nơi cư trú), đồng chí được yêu cầu sửa.',
    'Nhận xét này chỉ dùng cho việc nhận xét đảng viên nơi cư trú, không dùng vào việc khác.',
  ],
  ask: (name: string, telephone: string): string => `Người giải đáp: ${name}, điện thoại ${telephone}.`,
};

export type MemberCopy = typeof vi;
