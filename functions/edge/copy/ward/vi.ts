import type { RequestStanding } from '#domain/board.ts';
import type { Progress } from '#domain/outcome.ts';
import type { Channel } from '#domain/request-events.ts';
import { numbersIn } from '#mail/formats.ts';

const n = numbersIn('vi');

const standings: { readonly [standing in RequestStanding]: string } = {
  waiting: 'chưa hỏi',
  asked: 'đã gửi thư, chưa mở',
  onPaper: 'hỏi bằng giấy, chưa trả lời',
  opened: 'đã mở, chưa gửi',
  partly: 'đã gửi một phần',
  sent: 'đã gửi đủ',
  sentBack: 'đang sửa lại',
  confirmed: 'đã xong',
  overdue: 'quá hạn',
  unreachable: 'thư bị trả lại',
  excused: 'được miễn',
  cancelled: 'đã hủy',
  closed: 'đã khép lại',
};
const progress: { readonly [state in Progress]: string } = {
  owed: 'chưa có ý kiến',
  sentBack: 'đã trả lại, chờ sửa',
  submitted: 'chờ xác nhận',
  confirmed: 'đã xác nhận',
  notHere: 'báo không ở đây',
  conflict: 'tránh nhận xét (bản thân, người thân)',
  rerouted: 'đã chuyển nơi khác',
};
const channels: { readonly [channel in Channel]: string } = {
  mailbox: 'thư điện tử',
  ward: 'qua đảng ủy',
  paper: 'bằng giấy',
  none: 'không có ai để hỏi',
};

/** Comments and "not here" are confirmed alike and told apart. */
const waiting = (comments: number, notHere: number): string =>
  [
    ...(comments > 0 ? [`${n(comments)} nhận xét`] : []),
    ...(notHere > 0 ? [`${n(notHere)} báo không ở đây`] : []),
  ].join(', ');

/** The ward's pages. This file gives the shape; the other languages fill it. */
export const vi = {
  standings,
  progress,
  channels,
  members: (count: number): string => `${n(count)} đảng viên`,
  until: (date: string): string => `hết ngày ${date}`,
  back: 'Về danh sách chi bộ',
  backToCell: (name: string): string => `Về ${name}`,

  home: {
    lead: 'Đảng ủy xem ý kiến các chi bộ gửi, xác nhận hoặc trả lại kèm lý do.',
    cycle: 'Đợt',
    due: 'Hạn chi bộ gửi',
    confirmBy: 'Hạn đảng ủy xác nhận',
    officer: 'Cán bộ phụ trách',
    todo: 'Việc cần làm',
    nothing: 'Hiện không có việc nào chờ đảng ủy.',
    submitted: (count: number): string => `${n(count)} nhận xét chờ đảng ủy xác nhận`,
    notHere: (count: number): string => `${n(count)} đảng viên được báo là không ở đây, chờ đảng ủy xác nhận`,
    conflict: (count: number): string => `${n(count)} đảng viên mà chi bộ tránh nhận xét (bản thân, người thân)`,
    unlisted: (count: number): string => `${n(count)} tin báo có đảng viên ngoài danh sách`,
    unreachable: (count: number): string => `Thư gửi ${n(count)} chi bộ bị trả lại`,
    overdue: (count: number): string => `${n(count)} chi bộ quá hạn`,
    throughWard: (count: number): string => `${n(count)} chi bộ nhận phiếu qua đảng ủy, chưa trả lời đủ`,
    neverOpened: (count: number): string => `${n(count)} chi bộ chưa mở liên kết lần nào`,
    cells: 'Các chi bộ',
    counts: (parts: readonly string[]): string => parts.join(', '),
    part: (state: Progress, count: number): string => `${n(count)} ${progress[state]}`,
    rowDue: (date: string): string => `hạn: hết ngày ${date}`,
    lastMail: (date: string): string => `thư gần nhất ${date}`,
    notOpened: 'chưa mở liên kết',
    lateAnswers: 'có ý kiến gửi muộn',
  },

  cell: {
    read: (comments: number, notHere: number): string => `Đọc để xác nhận: ${waiting(comments, notHere)}`,
    nothingToRead: 'Hiện không có ý kiến nào chờ xác nhận.',
    due: 'Hạn gửi',
    channel: 'Hỏi bằng cách',
    asked: 'Ngày hỏi',
    lastWritten: 'Thư gần nhất',
    firstVisit: 'Mở liên kết lần đầu',
    neverOpened: 'chưa mở lần nào',
    reminders: 'Số lần nhắc',
    drafts: 'Bản nháp',
    draftsText: (begun: number, finished: number): string =>
      `Chi bộ đã viết nháp về ${n(begun)} người, ${n(finished)} người đã viết xong mà chưa gửi. Đảng ủy không xem được bản nháp.`,
    noDrafts: 'chưa có',
    returned: (date: string): string => `bị trả lại từ ngày ${date}`,
    excused: (date: string, reason: string): string => `Được miễn ngày ${date}. Lý do: ${reason}`,
    members: 'Đảng viên',
    hints: 'Lưu ý khi đọc',
    hintsLead: 'Những điểm này chỉ để người đọc chú ý, không bỏ ý kiến nào và không chấm điểm ai.',
    hint: {
      sameLevels: (members: number): string => `Cả ${n(members)} nhận xét chọn giống hệt nhau ở mọi nội dung.`,
      sameRemark: (members: number): string => `Cùng một lời nhận xét được dùng cho ${n(members)} người.`,
      sameReason: (members: number): string => `Cùng một lý do được dùng cho ${n(members)} người.`,
      quick: (seconds: number): string => `Nhiều nhận xét được viết rất nhanh, khoảng ${n(seconds)} giây một người.`,
    },
    unlisted: 'Chi bộ báo có đảng viên ngoài danh sách',
    actions: 'Việc khác với chi bộ này',
    done: {
      confirm: 'Đã xác nhận.',
      back: 'Đã trả lại.',
      press: 'Đã gửi thư nhắc chi bộ.',
      time: 'Đã cho thêm thời gian.',
      excuse: 'Đã cho miễn.',
      contact: 'Đã đổi cách liên hệ. Liên kết cũ không dùng được nữa.',
      link: 'Đã gửi liên kết mới. Liên kết cũ không dùng được nữa.',
      reroute: 'Đã chuyển đảng viên đến cấp ủy khác.',
      conflict: 'Đã giao người khác.',
    },
    press: 'Nhắc chi bộ',
    pressText: 'Một thư nhắc được gửi ngay đến hộp thư của chi bộ. Mỗi ngày nhắc được một lần.',
    pressedToday: 'Hôm nay đã nhắc chi bộ này rồi. Ngày mai nhắc được tiếp.',
    pressNow: 'Gửi thư nhắc ngay',
    time: 'Cho thêm thời gian',
    timeUntil: 'Gia hạn đến hết ngày',
    timeHint: (due: string, close: string): string => `Sau ${due}, muộn nhất ${close}. Thư nhắc dời theo hạn mới.`,
    timeNow: 'Cho thêm thời gian',
    excuse: 'Cho miễn',
    excuseText:
      'Chi bộ không phải gửi thêm và không bị nhắc nữa. Với những đảng viên chưa có ý kiến, bản tổng hợp ghi là không nhận được nhận xét, kèm lý do này.',
    reason: 'Lý do',
    excuseNow: 'Cho chi bộ này miễn',
    contact: 'Đổi hộp thư hoặc cách hỏi',
    mailbox: 'Hộp thư mới',
    mailboxHint: 'Ví dụ: chibo12@phuong.example. Chỉ cần khi hỏi bằng thư điện tử.',
    hand: 'Họ tên người thực hiện',
    contactNow: 'Đổi',
    link: 'Gửi liên kết mới',
    linkText:
      'Dùng khi thư cũ bị mất hoặc lọt đến người khác. Liên kết cũ hết hiệu lực ngay; nội dung chi bộ đã viết không mất.',
    linkNow: 'Gửi liên kết mới',
    behalf: 'Nhập thay chi bộ',
    behalfText:
      'Dùng khi chi bộ trả lời bằng giấy, hoặc chi bộ không gửi gì và đảng ủy trả lời thay. Bản tổng hợp ghi rõ cách nhập.',
    behalfPaper:
      'Hiện nay đảng ủy chỉ nhập được phiếu giấy hoặc bản gửi qua cổng. Đảng ủy trả lời thay được khi đã quá hạn, khi thư bị trả lại, hoặc khi chi bộ tránh nhận xét.',
    behalfNow: 'Mở trang nhập',
    print: 'In phiếu trắng cho chi bộ này',
  },

  read: {
    title: 'Đọc và xác nhận',
    lead: (shown: number, comments: number, notHere: number): string =>
      `Chờ xác nhận: ${waiting(comments, notHere)}. Trang này có ${n(shown)} trong ${n(comments + notHere)}.`,
    comments: 'Nhận xét',
    notHere: 'Báo không ở đây',
    part: (date: string): string => `Chi bộ gửi ngày ${date}`,
    born: (date: string): string => `Sinh: ${date}`,
    work: (name: string): string => `Nơi công tác: ${name}`,
    late: 'gửi sau hạn',
    earlier: (count: number): string => `Xem ${n(count)} bản gửi trước`,
    choose: (name: string): string => `Chọn ${name}`,
    meaning:
      'Bấm xác nhận nghĩa là: đảng ủy đã đọc các ý kiến này và xác nhận đó là ý kiến của chi bộ, làm đúng cách. Sau đó đảng viên được báo, và ý kiến được chuyển cho cấp ủy nơi công tác.',
    name: 'Họ tên người xác nhận hoặc trả lại',
    decide: 'Xác nhận',
    confirmChosen: 'Xác nhận những người đã chọn',
    confirmComments: (count: number): string => `Xác nhận cả ${n(count)} nhận xét trên trang này`,
    confirmNotHere: (count: number): string => `Xác nhận cả ${n(count)} người được báo không ở đây`,
    sendBack: 'Trả lại để chi bộ sửa',
    sendBackText: (date: string): string =>
      `Những người đã chọn được trả lại cho chi bộ. Bản cũ vẫn được giữ. Chi bộ gửi lại trước hết ngày ${date}.`,
    backBy: (date: string): string => `Chi bộ gửi lại trước hết ngày ${date}.`,
    reason: 'Lý do trả lại',
    sendBackNow: 'Trả lại những người đã chọn',
    more: 'Xem tiếp',
    none: 'Không còn ý kiến nào chờ xác nhận.',
  },

  member: {
    now: 'Ý kiến hiện nay',
    none: 'Chi bộ chưa gửi ý kiến về đảng viên này.',
    earlier: 'Các bản gửi trước',
    sentBackOn: (date: string, reason: string): string => `Đảng ủy trả lại ngày ${date}. Lý do: ${reason}`,
    confirmedOn: (date: string, name: string): string =>
      `Đảng ủy xác nhận ngày ${date}${name && `, người xác nhận: ${name}`}.`,
    view: 'Ý kiến của đảng viên',
    rerouted: 'Đảng viên này đã được chuyển đến cấp ủy khác.',
    confirmOne: 'Xác nhận ý kiến này',
    backOne: 'Trả lại ý kiến này',
    backConfirmed: 'Trả lại nhận xét đã xác nhận',
    write: 'Viết nhận xét',
    withHand: 'người khác trong chi bộ viết',
    withWard: 'đảng ủy nhận xét',
    notHereConfirmed: 'báo không ở đây, đã xác nhận',
    reroute: 'Chuyển đến cấp ủy nơi cư trú khác',
    rerouteText: 'Dùng khi đảng viên ở nơi khác. Cấp ủy mới được hỏi ngay; dấu vết chuyển được giữ lại.',
    to: 'Chi bộ thuộc phường này',
    toAnywhere: 'Chi bộ nơi đảng viên đang ở',
    choose: 'Chọn chi bộ',
    elsewhere: 'Chọn chi bộ ở xã, phường khác',
    rerouteNow: 'Chuyển',
    conflict: 'Người được hỏi là bản thân hoặc người thân',
    toHand: 'Giao người khác trong chi bộ',
    toWard: 'Đảng ủy nhận xét thay',
    conflictNow: 'Giao',
    handedTo: { hand: 'Đã giao người khác trong chi bộ.', ward: 'Đảng ủy nhận xét thay.' },
  },

  mistakes: {
    nobodyChosen: 'Chưa chọn đảng viên nào',
    name: 'Ghi họ tên người xác nhận',
    hand: 'Ghi họ tên người thực hiện',
    reason: 'Ghi lý do',
    notADate: 'Chọn một ngày có trong lịch',
    extensionNotLater: 'Ngày mới phải sau hạn hiện nay và sau hôm nay',
    extensionAfterClose: (close: string): string => `Đợt này khép lại ${close}, không gia hạn quá ngày đó`,
    channel: 'Chọn cách hỏi chi bộ',
    mailbox: 'Địa chỉ hộp thư chưa đúng, ví dụ đúng: chibo12@phuong.example',
    to: 'Chọn một chi bộ',
    residenceUnknown: 'Chi bộ này không có trong danh sách; chọn chi bộ khác',
    pressNothing: 'Không gửi được thư nhắc: chi bộ không còn nợ ý kiến nào, hoặc không nhận được thư',
    conflict: 'Chọn giao cho ai',
    tooLong: 'Viết ngắn lại, nhiều nhất 2.000 chữ cái',
  },
};

export type WardCopy = typeof vi;
