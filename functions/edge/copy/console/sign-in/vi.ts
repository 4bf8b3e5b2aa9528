/** The ways into the console and out of it. This file gives the shape; the others fill it. */
export const vi = {
  enter: {
    title: 'Vào trang làm việc',
    lead: 'Đồng chí bấm Vào. Nếu ô dưới đây còn trống, chép mã trong liên kết được mời (phần sau dấu #) vào ô.',
    token: 'Mã vào một lần',
    tokenHint: 'Gồm 32 chữ và số',
    tokenWrong:
      'Mã này chưa đúng, đã dùng rồi, đã được rút lại hoặc đã quá 24 giờ. Đồng chí nhờ người quản trị mời lại',
    go: 'Vào',
    toSignIn: 'Đã có mã sáu chữ số? Đăng nhập',
  },
  welcome: {
    title: 'Đồng chí là ai?',
    lead: 'Mọi việc làm ở đây đều ghi tên người làm.',
    name: 'Họ và tên',
    nameHint: 'Nếu đã từng vào, gõ đúng tên cũ',
    label: 'Trang làm việc',
    codes: 'Lần sau vào bằng mã sáu chữ số',
    codesText:
      'Cài một ứng dụng tạo mã (Google Authenticator, Aegis, FreeOTP…) trên điện thoại. Đang ở máy tính thì quét hình dưới đây bằng ứng dụng; đang ở chính điện thoại thì bấm liên kết; không được nữa thì gõ khóa vào ứng dụng. Rồi nhập sáu chữ số mà ứng dụng hiện ra.',
    picture: 'Mã QR để quét bằng ứng dụng tạo mã',
    openApp: 'Mở trong ứng dụng tạo mã',
    secret: 'Khóa:',
    code: 'Sáu chữ số',
    codeHint: 'Mã đổi sau mỗi 30 giây',
    withCodes: 'Lưu và vào',
    machine: 'Hoặc chỉ dùng trên máy này',
    machineText: 'Không cần điện thoại. Mỗi lần vào, đồng chí dùng liên kết mới do máy chủ in ra khi khởi động.',
    withMachine: 'Chỉ dùng trên máy này',
  },
  signIn: {
    title: 'Đăng nhập',
    name: 'Họ và tên',
    code: 'Sáu chữ số trong ứng dụng',
    codeHint: 'Mã đổi sau mỗi 30 giây',
    wrong: 'Tên hoặc mã chưa đúng. Đồng chí chờ mã mới rồi thử lại',
    go: 'Đăng nhập',
    other: 'Chưa có mã, hoặc mất điện thoại?',
    otherText:
      'Đồng chí nhờ người quản trị mời lại: lời mời cho cài lại mã. Người quản trị còn dùng được liên kết do máy chủ in ra.',
    toEnter: 'Vào bằng mã một lần',
  },
  /** With an account that an issuer keeps. */
  account: {
    lead: 'Đồng chí đăng nhập bằng tài khoản đã được cấp. Mật khẩu và mã xác thực chỉ nhập ở trang của tài khoản, không nhập ở đây.',
    go: 'Đăng nhập',
    invited: 'Được mời lần đầu, hoặc đổi tài khoản?',
    invitedText: 'Mở liên kết mời mà đồng chí nhận được, hoặc chép mã trong liên kết vào trang dưới đây.',
    finish: 'Đăng nhập để hoàn tất',
    finishText: 'Đồng chí đăng nhập bằng tài khoản của chính mình. Từ lần sau, tài khoản này mở trang làm việc.',
    onward: {
      title: 'Đang chuyển sang trang tài khoản',
      text: 'Nếu trang không tự chuyển, đồng chí bấm nút dưới đây.',
    },
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
  },
  /** What was typed wrong, by its reason. */
  mistakes: {
    missing: 'Họ và tên: chưa ghi',
    'too-long': 'Họ và tên: quá dài',
    codesNeeded: 'Mã: lời mời này cần mã sáu chữ số',
    codeWrong: 'Mã: mã sáu chữ số chưa đúng; mã đổi sau mỗi 30 giây',
  },
  /** Where the words for committees would mislead. */
  refusals: {
    Invalid: 'Chưa có gì thay đổi. Đồng chí quay lại trang trước, sửa rồi gửi lại.',
    TooLate:
      'Lời mời này đã được dùng, đã được rút lại, đã hết hạn hoặc không còn giá trị. Đồng chí nhờ một người quản trị mời lại.',
    Conflict:
      'Tên này đã có người khác dùng, hoặc đang được cài đặt ở một nơi khác. Đồng chí nhờ một người quản trị mời lại.',
    SignedOut: 'Phiên làm việc đã hết. Đồng chí đăng nhập lại; chưa có gì thay đổi.',
    WrongOrigin: 'Nội dung không được gửi từ chính trang này. Chưa có gì thay đổi.',
  },
};

export type SignInCopy = typeof vi;
