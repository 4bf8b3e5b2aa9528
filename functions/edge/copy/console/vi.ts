import type { CycleStatus } from '#domain/cycle.ts';

const status: { readonly [status in CycleStatus]: string } = {
  unknown: 'không rõ',
  opened: 'đã mở, chưa gửi',
  holding: 'đang chờ gửi',
  running: 'đang chạy',
  stopped: 'đang dừng',
  closing: 'đã kết thúc, đang bàn giao',
  cancelled: 'đã hủy',
  finished: 'đã xong',
};

/** The pages of whoever has a role: between pages, people, home. This file gives the shape; the others fill it. */
export const vi = {
  nav: {
    label: 'Các trang',
    home: 'Trang chính',
    roster: 'Danh sách',
    members: 'Đảng viên của đơn vị',
    mail: 'Thư',
    people: 'Người dùng',
    leave: 'Thoát',
    trail: 'Đường về',
  },
  more: (count: string): string => `… và ${count} mục nữa.`,
  /** Where the words for committees would mislead an administrator. */
  refusals: {
    NotFound: 'Không có trang này, hoặc trang không thuộc phần việc của đồng chí.',
    NotAllowed: 'Việc này không thuộc phần việc của đồng chí. Chưa có gì thay đổi.',
    Invalid: 'Chưa có gì thay đổi. Đồng chí quay lại trang trước, sửa rồi gửi lại.',
    Stale: 'Có người vừa thay đổi trước đó. Chưa có gì bị ghi đè. Đồng chí tải lại trang để xem bản mới nhất.',
    TooLate: 'Việc này không còn làm được nữa. Những gì đã ghi vẫn giữ nguyên.',
    TooEarly: 'Chưa đến lúc làm việc này.',
    AlreadyDone: 'Việc này đã được làm rồi, có thể do một người khác vừa làm. Không cần làm lại.',
    Conflict: 'Việc này vướng một việc khác. Đồng chí tải lại trang rồi thử lại.',
    SignedOut: 'Phiên làm việc đã hết. Đồng chí đăng nhập lại; chưa có gì thay đổi.',
    WrongOrigin: 'Nội dung không được gửi từ chính trang này. Chưa có gì thay đổi.',
    TooLarge: 'Tệp quá lớn. Chưa có gì thay đổi.',
  },
  roles: {
    administrator: {
      name: 'Người quản trị',
      does: 'Làm mọi việc trong phần được giao: danh sách, mở đợt, theo dõi, gia hạn, bàn giao.',
    },
    workplaceOfficer: {
      name: 'Cán bộ nơi công tác',
      does: 'Xem danh sách, tình trạng bàn giao và bản tổng hợp đánh giá của đảng viên thuộc đơn vị mình. Không thay đổi gì.',
    },
    wardOfficer: {
      name: 'Cán bộ xã, phường',
      does: 'Theo dõi các chi bộ trong xã, phường: nhắc, gia hạn, cho miễn, ghi lại nhận xét nhận bằng giấy. Không xem bản tổng hợp gửi nơi công tác.',
    },
    auditor: {
      name: 'Người kiểm tra',
      does: 'Xem việc gì đã làm, lúc nào, do ai, và kiểm tra sổ ghi. Không đọc nội dung nhận xét, không thay đổi gì.',
    },
    provinceObserver: {
      name: 'Người theo dõi cấp tỉnh',
      does: 'Chỉ xem số liệu và tình trạng chậm theo xã, phường. Không thấy tên đảng viên, không đọc nhận xét, không thay đổi gì.',
    },
  },
  notYours: {
    text: (role: string): string => `Trang này không thuộc phần việc của đồng chí (${role}). Chưa có gì thay đổi.`,
    helpers: 'Nếu cần việc này, đồng chí liên hệ người quản trị:',
    nobody: 'Nếu cần việc này, đồng chí liên hệ cơ quan đã mời đồng chí vào.',
  },
  /** Who did something, where it was no person. */
  hands: { sample: 'dữ liệu mẫu', machine: 'máy chủ' },
  status,
  attention: {
    held: (): string => 'Thư đang bị giữ lại hoặc tạm chưa gửi được',
    overdue: (count: string): string => `${count} chi bộ quá hạn`,
    unreachable: (count: string): string => `${count} chi bộ không nhận được thư`,
    unconfirmed: (count: string): string => `${count} nhận xét chờ đảng ủy xác nhận`,
    mails: (count: string): string => `${count} thư hỏng hoặc bị trả lại`,
    poison: (count: string): string => `${count} việc máy chưa làm được`,
    paper: (count: string): string =>
      `${count} cấp ủy được hỏi bằng giấy, chưa có trả lời: in phiếu, chuyển tận tay, rồi nhập ý kiến nhận về`,
    notLaunched: 'Chưa thư nào đi: xem thư và bắt đầu gửi',
    none: 'Không có gì phải lo.',
  },
  people: {
    title: 'Người dùng và vai trò',
    name: 'Họ và tên',
    role: 'Vai trò',
    part: 'Phần việc',
    whole: 'Toàn bộ',
    since: 'Từ ngày',
    way: 'Cách vào',
    state: 'Tình trạng',
    me: 'đồng chí',
    invitedBy: (name: string): string => `do ${name} mời`,
    codes: 'mã sáu chữ số',
    machine: 'chỉ trên máy chủ',
    active: 'đang dùng',
    disabled: 'đã khóa',
    disabledBy: (name: string, at: string): string => `${name}, ${at}`,
    disable: 'Khóa',
    disableOf: (name: string): string => `Khóa ${name}`,
    open: {
      title: 'Lời mời đang chờ',
      text: 'Ai có liên kết mời thì vào được. Gửi nhầm người, hoặc không mời nữa, thì rút lại: liên kết hết dùng ngay.',
      none: 'Không có lời mời nào đang chờ.',
      by: 'Ai mời',
      until: 'Dùng được đến',
      opened: 'đã mở, đang cài',
      unnamed: '(chưa ghi tên)',
      withdraw: 'Rút lại',
      withdrawOf: (name: string): string => `Rút lại lời mời ${name}`,
      withdrawn: 'Đã rút lại lời mời: liên kết ấy không dùng được nữa.',
    },
    invite: 'Mời thêm người',
    inviteText: (hours: number): string =>
      `Hệ thống tạo một liên kết dùng một lần, trong ${hours} giờ. Mời lại một người đã có tên thì người đó cài lại cách vào (mất điện thoại, đã bị khóa). Người được mời có tên trong bảng sau khi mở liên kết và cài xong.`,
    inviteName: 'Họ và tên người được mời',
    inviteNameHint: 'Hai người trùng tên thì ghi thêm cho khác',
    next: 'Tiếp: chọn phần việc',
    partOf: (name: string, role: string): string => `${name} · ${role}`,
    partHint: 'Chỉ thấy phần này và những gì bên dưới; ngoài ra không thấy gì',
    choosePart: 'Chọn phần việc',
    choose: '– chọn –',
    noParts: 'Danh sách đang dùng chưa có cấp ủy nào hợp với vai trò này. Đồng chí nhập danh sách trước.',
    change: 'Đổi quyền',
    changeOf: (name: string): string => `Đổi quyền của ${name}`,
    changeText: 'Quyền mới có hiệu lực ngay ở lần mở trang tiếp theo của người đó.',
    save: 'Lưu quyền mới',
    changed: 'Đã đổi quyền. Có hiệu lực ngay.',
    nowDisabled: 'Đã khóa: người đó ra khỏi hệ thống ngay. Muốn mở lại thì mời lại đúng tên ấy.',
    changedBy: (name: string, at: string): string => `quyền do ${name} đổi, ${at}`,
    renews: (name: string, role: string, part: string): string =>
      `Đây là ${name}, ${role}, ${part}: người này sẽ nhận cách vào mới.`,
    renewsText:
      'Khi liên kết được dùng, cách vào cũ và các phiên đang mở của người này hết hiệu lực; vai trò và phần việc theo lời mời này. Nếu là người khác trùng tên, đồng chí quay lại và ghi thêm vào tên cho khác.',
    makeLink: 'Tạo liên kết mời',
    invited: 'Liên kết mời',
    linkOnce: (name: string, until: string): string =>
      `Gửi liên kết này cho ${name} qua đường tin cậy. Liên kết chỉ hiện một lần, dùng được đến ${until}.`,
    back: 'Xong',
  },
  home: {
    title: 'Trang chính',
    cycles: 'Các đợt lấy ý kiến',
    noCycles: 'Chưa có đợt nào.',
    noCyclesYet: 'Chưa có đợt nào. Khi người quản trị mở một đợt, đợt ấy hiện ở đây.',
    scope: (part: string): string => `Phạm vi: ${part}`,
    toCounts: 'Xem kết quả của đợt',
    newCycle: 'Mở đợt mới',
    roster: 'Danh sách đang dùng',
    rosterNow: (committees: string, members: string, at: string, by: string): string =>
      `${committees} cấp ủy, ${members} đảng viên, từ ${at} do ${by} nhập.`,
    toRoster: 'Xem và nhập danh sách',
    toMembers: 'Đảng viên của đơn vị trong danh sách',
    toWard: (name: string): string => `Mở trang ${name}`,
    noRoster: 'Chưa có.',
    first: 'Bắt đầu từ đâu?',
    firstSteps: [
      'Nhập danh sách cấp ủy và đảng viên (tệp Excel hoặc CSV). Máy kiểm tra thử trước.',
      'Mở đợt lấy ý kiến: chọn các ngày, người phụ trách; xem trước số thư và nội dung thư.',
      'Gửi thư thử cho mình, rồi bắt đầu gửi. Còn một giờ chờ để dừng lại nếu thấy sai.',
    ],
    importFirst: 'Nhập danh sách',
    unsettled: (count: string): string =>
      `${count} việc còn dở dang quá 15 phút. Nhịp tự động của máy chủ có thể đang dừng; hãy mở trang kiểm tra của đợt và bấm sửa.`,
    days: (due: string, closes: string): string => `Hạn gửi ${due}, kết thúc ${closes}.`,
    dates: (due: string, closes: string, requests: string, members: string): string =>
      `Hạn gửi ${due}, kết thúc ${closes}. ${requests} cấp ủy, ${members} đảng viên.`,
  },
};

export type ConsoleCopy = typeof vi;
