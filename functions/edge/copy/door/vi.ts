/** The way in: the link, the mailbox, the code. */
export const vi = {
  title: 'Mở trang của đồng chí',
  lead: 'Đồng chí nhập địa chỉ hộp thư đã nhận thư mời, rồi bấm Mở. Không cần tài khoản, không cần mật khẩu.',
  mailbox: 'Địa chỉ thư điện tử',
  mailboxHint: 'Ví dụ: chibo12@phuong.example',
  mailboxWrong: 'Địa chỉ thư điện tử chưa đủ. Địa chỉ có dấu @ ở giữa, ví dụ chibo12@phuong.example',
  open: 'Mở',
  noMail: 'Không còn thư mời?',
  noMailText: 'Đồng chí vẫn nhập địa chỉ ở trên và bấm Mở. Hệ thống gửi vào hộp thư đó một mã gồm 8 chữ số để vào.',
  languages: 'Ngôn ngữ',

  refused: 'Liên kết này chưa mở được',
  refusedText:
    'Địa chỉ vừa nhập không khớp với liên kết này, hoặc liên kết đã được thay bằng liên kết mới. Vì an toàn, trang không nói rõ là trường hợp nào.',
  refusedField: 'Đồng chí kiểm tra lại địa chỉ: phải là hộp thư đã nhận thư mời',
  openAgain: 'Mở lại',
  refusedWays:
    'Nếu địa chỉ đã đúng mà vẫn không mở được: hệ thống gửi được vào hộp thư đã đăng ký một mã để vào ngay, hoặc một thư có liên kết mới.',
  mailCode: 'Gửi mã để vào ngay',
  mailLink: 'Gửi liên kết mới',

  codeTitle: 'Nhập mã trong thư',
  codeText: 'Nếu hộp thư vừa nhập đã được đăng ký, một thư có mã gồm 8 chữ số đang được gửi tới đó.',
  codeWhy: 'Mã dùng một lần, trong 10 phút. Mã giữ cho nội dung đã ghi không lộ ra trên thiết bị lạ.',
  code: 'Mã gồm 8 chữ số',
  codeWrong: 'Mã chưa đúng, hoặc đã quá 10 phút. Đồng chí xem lại thư mới nhất',
  codeSpent: 'Đã nhập sai năm lần, mã này không dùng được nữa',
  codeSpentText: 'Đã nhập sai năm lần, mã này không dùng được nữa. Bấm vào đây để nhận mã mới.',
  codeAnew: 'Nhận mã mới',
  goOn: 'Tiếp tục',
  noCode: 'Chưa thấy thư?',
  noCodeText: 'Đồng chí chờ một phút và xem cả mục thư rác (spam). Nếu vẫn không có, hoặc đã nhập sai năm lần:',
  newCode: 'nhập lại địa chỉ để nhận mã mới',

  sentTitle: 'Đồng chí kiểm tra hộp thư',
  sentText: 'Nếu hộp thư đó đã được đăng ký, một thư có liên kết đang được gửi tới. Thường mất một, hai phút.',
  sentMore:
    'Không thấy thư, kể cả trong mục thư rác? Đồng chí gọi số điện thoại của cán bộ phụ trách ghi trong thư giấy.',

  leftTitle: 'Đã thoát khỏi thiết bị này',
  leftText: 'Bản nháp đã lưu vẫn còn. Lần sau, đồng chí mở từ liên kết trong thư điện tử.',
};

export type DoorCopy = typeof vi;
