/** Signing in with an account that an issuer keeps. This file gives the shape; the others fill it. */
export const vi = {
  lead: 'Đồng chí đăng nhập bằng tài khoản đã được cấp. Mật khẩu và mã xác thực chỉ nhập ở trang của tài khoản, không nhập ở đây.',
  go: 'Đăng nhập',
  invited: 'Được mời lần đầu, hoặc đổi tài khoản?',
  invitedText: 'Mở liên kết mời mà đồng chí nhận được, hoặc chép mã trong liên kết vào trang dưới đây.',
  finish: 'Đăng nhập để hoàn tất',
  finishText: 'Đồng chí đăng nhập bằng tài khoản của chính mình. Từ lần sau, tài khoản này mở trang quản trị.',
  onward: { title: 'Đang chuyển sang trang tài khoản', text: 'Nếu trang không tự chuyển, đồng chí bấm nút dưới đây.' },
  onwardGo: 'Đi tiếp',
  again: 'Về trang đăng nhập',
  otherAccount: 'Dùng tài khoản khác',
  refused: {
    title: 'Chưa đăng nhập được',
    text: 'Lần đăng nhập này đã hết hạn, đã dùng rồi, hoặc bắt đầu ở một trình duyệt khác. Đồng chí đăng nhập lại.',
  },
  unknown: {
    title: 'Tài khoản này chưa được mời',
    text: 'Tài khoản chưa gắn với ai ở đây, hoặc đã bị khóa. Đồng chí nhờ một người quản trị gửi lời mời, rồi mở liên kết trong lời mời đó.',
  },
  taken: {
    title: 'Tài khoản này đã thuộc về người khác',
    text: 'Mỗi tài khoản chỉ thuộc về một người. Lời mời vẫn còn dùng được: đồng chí quay lại và đăng nhập bằng tài khoản của chính mình.',
  },
  back: 'Quay lại lời mời',
  unreachable: {
    title: 'Trang tài khoản chưa trả lời',
    text: 'Máy chủ không liên lạc được với nơi giữ tài khoản. Đồng chí thử lại sau ít phút; chưa có gì thay đổi.',
  },
  /** Beside a person: how they come in. */
  way: 'bằng tài khoản',
};

export type SignInCopy = typeof vi;
