import { HOME_ZONE, type Zone } from '#domain/calendar.ts';
import { numbersIn } from '../formats.ts';

const n = numbersIn('vi');
const members = (count: number): string => `${n(count)} đảng viên`;
const comments = (count: number): string => `nhận xét về ${members(count)}`;

const access =
  'Không cần tài khoản, không cần mật khẩu. Đồng chí bấm vào liên kết ở trên, gõ địa chỉ của hộp thư đang đọc thư này, rồi bấm Mở.';
const onlyCommittee = 'Liên kết chỉ dành cho cấp ủy: xin không chuyển tiếp thư này cho người ngoài cấp ủy.';
const cells = (count: number): string => `${n(count)} chi bộ`;

/** Words of every mail. This file gives the shape; the other languages fill it. */
export const vi = {
  prefix: '[Nhận xét nơi cư trú]',
  colon: ':',
  zone: (zone: Zone): string => (zone === HOME_ZONE ? 'giờ Việt Nam' : zone),
  left: (days: number): string => {
    if (days > 1) return `còn ${n(days)} ngày`;
    if (days === 1) return 'còn 1 ngày';
    return days === 0 ? 'hôm nay là ngày cuối' : `đã quá hạn ${n(-days)} ngày`;
  },
  due: (date: string, zone: string, left: string): string => `hết ngày ${date} (${zone}), ${left}`,
  until: (date: string, zone: string): string => `hết ngày ${date} (${zone})`,
  at: (time: string, date: string, zone: string): string => `${time} ngày ${date} (${zone})`,

  labels: {
    cycle: 'Đợt',
    period: 'Kỳ nhận xét',
    members: 'Số đảng viên',
    owed: 'Còn phải gửi',
    sentBack: 'Trả lại để bổ sung',
    backBy: 'Hạn gửi lại phần được trả',
    due: 'Hạn gửi',
    confirmBy: 'Hạn xác nhận',
    letter: 'Văn bản thông báo',
    committees: 'Số cấp ủy',
    waiting: 'Chờ xác nhận',
    asOf: 'Số liệu lúc',
    nth: 'Lần gửi',
    version: 'Bản số',
  },
  values: {
    members: (count: number): string => `${n(count)} đồng chí`,
    comments,
    owed: (owed: number, finished: number, sentBack: number): string => {
      const more = [
        ...(finished > 0 ? [`${n(finished)} đã viết xong nhưng chưa gửi`] : []),
        ...(sentBack > 0 ? [`${n(sentBack)} được trả lại để bổ sung`] : []),
      ];
      if (owed === 0) return 'không, đã gửi đủ';
      return more.length === 0 ? comments(owed) : `${comments(owed)}, trong đó ${more.join(', ')}`;
    },
    letter: (number: string): string => `số ${number}`,
    committees: (count: number): string => `${n(count)} cấp ủy`,
    nth: (nth: number): string => n(nth),
    version: (version: number): string => n(version),
  },

  greeting: (name: string): string => `Kính gửi cấp ủy: ${name}`,
  greetingMany: 'Kính gửi cấp ủy các chi bộ có tên dưới đây',
  greetingDesk: (name: string): string => `Kính gửi: ${name}`,
  greetingPerson: 'Kính gửi đồng chí,',

  open: 'Mở phiếu nhận xét',
  how: [
    access,
    'Đồng chí có thể viết dần; nội dung đã viết được lưu lại. Liên kết mở được nhiều lần. Tên đảng viên chỉ hiện sau khi mở liên kết, thư này không ghi tên ai.',
    onlyCommittee,
  ],
  howDesk: [access, 'Tên đảng viên chỉ hiện sau khi mở liên kết, thư này không ghi tên ai.', onlyCommittee],
  howCounts: [access, onlyCommittee],
  plainLink: 'Nếu không bấm được nút, đồng chí chép địa chỉ này vào trình duyệt:',
  contact: (name: string, telephone: string): string =>
    `Có gì chưa rõ, xin gọi đồng chí ${name}, điện thoại ${telephone}, hoặc trả lời ngay thư này.`,
  never:
    'Chúng tôi không bao giờ hỏi mật khẩu, số tài khoản ngân hàng và không bao giờ yêu cầu chuyển tiền. Thư nào hỏi những điều đó là thư giả mạo.',
  closing: 'Trân trọng.',

  request: {
    subject: (count: number, due: string): string => `${members(count)} – hạn ${due}`,
    opening:
      'Đề nghị cấp ủy trao đổi với Ban công tác Mặt trận, rồi nhận xét các đảng viên đang công tác, giữ mối liên hệ với cấp ủy nơi cư trú, và gửi qua liên kết dưới đây.',
  },
  added: {
    subject: (count: number, due: string): string => `Bổ sung đảng viên, còn ${members(count)} – hạn ${due}`,
    opening:
      'Danh sách của cấp ủy vừa được bổ sung đảng viên do nơi khác chuyển đến. Đề nghị cấp ủy nhận xét cả đảng viên này. Nội dung đã gửi trước đây vẫn giữ nguyên.',
  },
  reminder: {
    subject: (owed: number, of: number, due: string): string =>
      `Nhắc việc: còn ${n(owed)} trong ${members(of)} – hạn ${due}`,
    subjectLate: (owed: number, of: number, due: string): string =>
      `Quá hạn ${due}: còn ${n(owed)} trong ${members(of)}`,
    opening: 'Cấp ủy còn nhận xét chưa gửi trong đợt này. Đề nghị cấp ủy gửi trước khi hết hạn.',
    openingLate:
      'Đã quá hạn mà cấp ủy còn nhận xét chưa gửi. Đề nghị cấp ủy gửi sớm; nhận xét gửi sau hạn vẫn được nhận và có ghi là gửi muộn.',
    openingPressed: 'Cấp trên đề nghị cấp ủy sớm gửi những nhận xét còn lại của đợt này.',
    draft: 'Nhận xét đã viết xong vẫn phải bấm gửi thì mới được tính. Có thể gửi trước phần đã xong.',
    done: 'Nếu cấp ủy vừa gửi xong, xin bỏ qua thư này.',
  },
  extended: {
    subject: (owed: number, due: string): string => `Gia hạn đến ${due}, còn ${members(owed)}`,
    opening: 'Hạn gửi nhận xét đã được lùi lại. Hạn mới ghi dưới đây thay cho hạn trong các thư trước.',
  },
  sentBack: {
    subject: (count: number, due: string): string => `Đảng ủy trả lại ${n(count)} nhận xét để bổ sung – hạn ${due}`,
    opening:
      'Đảng ủy đề nghị cấp ủy xem lại một số nhận xét đã gửi. Lý do ghi bên cạnh từng nhận xét, xem được sau khi mở liên kết. Nội dung cũ vẫn được lưu.',
  },
  receipt: {
    subject: (count: number, date: string): string => `Đã nhận ý kiến về ${members(count)}, ngày ${date}`,
    opening: (count: number, at: string): string => `Đã nhận ý kiến của cấp ủy về ${members(count)}, lúc ${at}.`,
    change: 'Trước khi hết hạn, cấp ủy vẫn sửa được những ý kiến mà đảng ủy chưa xác nhận.',
    changeNoWard: 'Trước khi hết hạn, cấp ủy vẫn sửa được ý kiến đã gửi.',
    done: 'Cấp ủy đã gửi đủ, không phải làm gì thêm. Xin cảm ơn cấp ủy.',
    keep: 'Đồng chí giữ thư này làm biên nhận.',
    open: 'Xem lại những gì đã gửi',
  },
  cancelled: {
    subject: (title: string): string => `Đã hủy: ${title}`,
    opening: 'Đợt lấy ý kiến nhận xét này đã được hủy. Cấp ủy không phải gửi gì thêm và sẽ không nhận thư nhắc nữa.',
    kept: 'Các liên kết trong thư trước không dùng để gửi nhận xét được nữa.',
  },

  desk: {
    open: 'Mở trang của đảng ủy',
    cell: (name: string, owed: number): string => `${name}: còn ${members(owed)}`,
    cellDue: (name: string, owed: number, due: string): string => `${name}: ${members(owed)}, hạn ${due}`,
    cellLate: (name: string, owed: number, due: string, opened: boolean | undefined): string => {
      const visit = opened === undefined ? '' : opened ? ', đã mở liên kết' : ', chưa mở liên kết';
      return `${name}: hạn ${due}, còn ${members(owed)}${visit}`;
    },
  },
  packs: {
    subject: (count: number, due: string): string => `${cells(count)} nhận phiếu qua đảng ủy – hạn ${due}`,
    opening:
      'Các chi bộ dưới đây không có hộp thư, nên nhận phiếu xin ý kiến qua đảng ủy. Đề nghị đảng ủy in phiếu, chuyển cho chi bộ, rồi nhập lại ý kiến của chi bộ trên trang.',
  },
  toConfirm: {
    subject: (count: number, due: string): string => `${n(count)} nhận xét chờ đảng ủy xác nhận – hạn ${due}`,
    opening: 'Các chi bộ đã gửi nhận xét. Đề nghị đảng ủy xem, xác nhận, hoặc trả lại kèm lý do.',
  },
  halfTime: {
    subject: (count: number, due: string): string => `${cells(count)} chưa mở liên kết – hạn ${due}`,
    opening:
      'Đã qua nửa thời gian mà các chi bộ dưới đây chưa mở liên kết lần nào. Đề nghị đảng ủy gọi điện hỏi xem chi bộ có nhận được thư không.',
  },
  overdue: {
    subject: (count: number): string => `${cells(count)} quá hạn gửi nhận xét`,
    opening:
      'Các chi bộ dưới đây đã quá hạn. Trên trang của mình, đảng ủy có thể nhắc chi bộ, cho thêm thời gian, trả lời thay khi chi bộ chưa gửi gì (có ghi rõ là trả lời thay), hoặc miễn cho chi bộ và ghi lý do.',
  },
  unreachable: {
    subject: (count: number): string => `Thư gửi ${cells(count)} bị trả lại`,
    opening:
      'Thư gửi các chi bộ dưới đây bị trả lại, nên chi bộ chưa biết việc này. Đề nghị đảng ủy hỏi chi bộ địa chỉ hộp thư đúng và báo cho cán bộ phụ trách theo số điện thoại cuối thư. Trong lúc chờ, chi bộ không bị tính là quá hạn.',
  },
  counts: {
    subject: (wards: number): string => `Tình hình gửi nhận xét tại ${n(wards)} xã, phường`,
    opening:
      'Số liệu theo từng xã, phường, xếp theo tên. Số liệu chỉ để theo dõi tiến độ, không dùng để so sánh hay xếp hạng.',
    ward: (name: string, finished: number, of: number, late: number, owed: number): string =>
      `${name}: ${n(finished)} trong ${cells(of)} đã xong; ${n(late)} quá hạn; còn ${members(owed)} chưa có ý kiến`,
    open: 'Mở trang của tỉnh',
  },

  evaluations: {
    subject: (count: number): string => `Bản tổng hợp đánh giá: ${members(count)}`,
    opening: (committees: number): string =>
      `Đã hỏi ${n(committees)} cấp ủy nơi cư trú về đảng viên của cấp ủy; bản tổng hợp đánh giá đã lập, có ghi cả nơi không trả lời. Đề nghị cấp ủy mở xem và bấm xác nhận đã nhận.`,
    noGrade:
      'Bản tổng hợp ghi lại ý kiến của nơi cư trú, không chấm điểm và không xếp loại; việc xếp loại do cấp ủy nơi công tác quyết định.',
    open: 'Mở bản tổng hợp đánh giá',
  },
  evaluationsReminder: {
    subject: (count: number): string => `Nhắc việc: xác nhận đã nhận bản tổng hợp của ${members(count)}`,
    opening: 'Cấp ủy chưa xác nhận đã nhận bản tổng hợp đánh giá. Đề nghị cấp ủy mở xem và bấm xác nhận.',
  },
  corrected: {
    subject: (version: number): string => `Bản tổng hợp đánh giá có bổ sung: bản ${n(version)}`,
    opening:
      'Sau khi bàn giao, nơi cư trú có ý kiến mới hoặc sửa ý kiến cũ. Bản mới có trên trang, bản trước vẫn được lưu. Đề nghị cấp ủy xem và xác nhận đã nhận bản mới.',
  },

  memberTold: {
    subject: 'Nhận xét về đồng chí đã có',
    opening: (committee: string): string =>
      `Nhận xét của cấp ủy nơi cư trú (${committee}) về đồng chí đã được đảng ủy xác nhận. Đồng chí mở liên kết để xem.`,
    view: (date: string): string =>
      `Nếu có ý kiến khác, đồng chí viết ngay trên trang, tốt nhất trước hết ngày ${date}. Ý kiến của đồng chí được gửi kèm đến cấp ủy nơi công tác; nhận xét không bị sửa.`,
    viewLate:
      'Nếu có ý kiến khác, đồng chí viết ngay trên trang. Ý kiến của đồng chí được gửi bổ sung đến cấp ủy nơi công tác; nhận xét không bị sửa.',
    how: [
      access,
      'Thư này không ghi tên đồng chí và không ghi nội dung nhận xét. Xin không chuyển tiếp thư này cho người khác.',
    ],
    open: 'Xem nhận xét về tôi',
  },

  code: {
    subject: (minutes: number): string => `Mã để vào trang, dùng trong ${n(minutes)} phút`,
    opening: 'Mã để vào trang là:',
    how: (minutes: number): string =>
      `Đồng chí gõ tám chữ số này vào ô trên trang đang mở. Mã dùng một lần, trong ${n(minutes)} phút kể từ lúc yêu cầu.`,
    secret:
      'Xin không đọc mã này cho ai, kể cả người tự xưng là cán bộ phụ trách. Nếu đồng chí không yêu cầu mã, xin bỏ qua thư này.',
  },
  link: {
    subject: (count: number): string => (count === 1 ? 'Liên kết của đồng chí' : `${n(count)} liên kết của đồng chí`),
    opening:
      'Theo yêu cầu, chúng tôi gửi lại liên kết của hộp thư này. Nếu đồng chí không yêu cầu, xin bỏ qua thư này.',
    openingReplaced:
      'Đây là liên kết mới. Từ nay chỉ dùng liên kết này; liên kết trong các thư trước không dùng được nữa.',
    desk: 'Trang của đảng ủy',
    delivery: 'Bản tổng hợp đánh giá',
    member: 'Nhận xét về đồng chí',
    open: 'Mở trang',
  },
  test: {
    subject: 'Thư thử trước khi gửi',
    opening:
      'Đây là thư thử. Đồng chí mở liên kết dưới đây từ một máy khác, ngoài mạng của máy chủ (điện thoại dùng mạng di động là được), để chắc rằng các cấp ủy sẽ mở được liên kết trong thư.',
    open: 'Mở liên kết thử',
  },
};

export type Copy = typeof vi;
