/** Words on every page. This file gives the shape; the other languages fill it. */
export const vi = {
  service: 'Trao đổi nhận xét nơi cư trú',
  skip: 'Chuyển đến nội dung chính',
  leave: 'Thoát khỏi thiết bị này',
  foot: 'Trang dùng nội bộ trong cấp ủy. Giờ ghi trên trang là giờ Việt Nam.',
  toDoor: 'Mở lại bằng thư điện tử',
  toConsole: 'Về trang làm việc',
  ask: 'Cần hỏi, đồng chí gọi',
  errors: {
    prefix: 'Lỗi: ',
    mend: 'Đồng chí cần sửa những chỗ sau',
    NotFound: {
      title: 'Không tìm thấy trang này',
      text: 'Địa chỉ có thể bị thiếu một phần, hoặc trang không thuộc phần việc của đồng chí. Đồng chí mở lại từ liên kết trong thư điện tử.',
    },
    NotAllowed: {
      title: 'Không thực hiện được việc này',
      text: 'Việc này không thuộc quyền của trang đồng chí đang mở. Chưa có gì thay đổi.',
    },
    Invalid: {
      title: 'Nội dung gửi lên chưa đúng',
      text: 'Chưa có gì thay đổi. Đồng chí quay lại trang trước, kiểm tra các ô rồi gửi lại.',
    },
    Stale: {
      title: 'Đã có người khác sửa trước đó',
      text: 'Nội dung đồng chí vừa gửi chưa ghi đè lên nội dung của người khác. Đồng chí quay lại, tải lại trang rồi xem cả hai bản.',
    },
    TooLate: {
      title: 'Đã quá thời hạn',
      text: 'Việc này không còn thực hiện được vì thời hạn đã hết. Nội dung đã gửi trước đây vẫn được giữ nguyên.',
    },
    TooEarly: { title: 'Chưa đến thời gian', text: 'Việc này chưa mở. Đồng chí xem ngày bắt đầu trong thư.' },
    AlreadyDone: {
      title: 'Việc này đã làm xong',
      text: 'Nội dung đã được ghi nhận từ trước, không cần gửi lại.',
    },
    CycleStopped: {
      title: 'Đợt lấy ý kiến đang tạm dừng',
      text: 'Người phụ trách đã tạm dừng đợt này. Nội dung đã lưu vẫn được giữ nguyên.',
    },
    CycleOver: {
      title: 'Đợt lấy ý kiến đã kết thúc',
      text: 'Đợt này không nhận thêm nội dung. Nội dung đã gửi vẫn được giữ nguyên.',
    },
    OldGeneration: { title: 'Việc này đã được thay thế', text: 'Đồng chí tải lại trang để xem tình trạng mới nhất.' },
    TooManyTries: {
      title: 'Đã thử nhiều lần, xin chờ ít phút',
      text: 'Vì an toàn, hệ thống tạm nghỉ ít phút (nhiều nhất 15 phút) rồi tự mở lại. Liên kết và nội dung đã lưu không mất.',
    },
    Conflict: {
      title: 'Việc này vướng một việc khác',
      text: 'Chưa có gì thay đổi. Đồng chí tải lại trang rồi thử lại.',
    },
    Contended: {
      title: 'Hệ thống đang bận',
      text: 'Nội dung chưa được ghi. Đồng chí chờ một phút, quay lại trang trước rồi gửi lại.',
    },
    SignedOut: {
      title: 'Phiên làm việc đã đóng',
      text: 'Trang tự đóng sau 60 phút không dùng đến, hoặc khi nội dung được ghi từ thiết bị khác. Bản nháp đã lưu không mất. Đồng chí mở lại từ liên kết trong thư điện tử.',
    },
    WrongOrigin: {
      title: 'Không nhận nội dung này',
      text: 'Nội dung không được gửi từ chính trang này nên hệ thống không nhận. Chưa có gì thay đổi. Đồng chí mở lại trang từ liên kết trong thư rồi gửi lại.',
    },
    WrongForm: {
      title: 'Không nhận loại nội dung này',
      text: 'Chưa có gì thay đổi. Đồng chí gửi lại bằng mẫu trên trang.',
    },
    TooLarge: { title: 'Nội dung quá dài', text: 'Chưa có gì thay đổi. Đồng chí quay lại, rút ngắn rồi gửi lại.' },
    Fault: {
      title: 'Hệ thống gặp trục trặc',
      text: 'Lỗi không phải do đồng chí. Có thể nội dung chưa được ghi: đồng chí chờ một phút, quay lại trang trước rồi gửi lại. Gửi hai lần không tạo thành hai bản.',
    },
  },
};

export type CommonCopy = typeof vi;
