import { HOME_ZONE, type Zone } from '#domain/calendar.ts';
import { numbersIn } from '#mail/formats.ts';
import type { Closed, Standing } from './names.ts';
import { sending } from './sending/vi.ts';

const n = numbersIn('vi');
const members = (count: number): string => `${n(count)} đảng viên`;
const left = (days: number): string => {
  if (days > 0) return `còn ${n(days)} ngày`;
  return days === 0 ? 'hôm nay là ngày cuối' : `đã quá hạn ${n(-days)} ngày`;
};
const duration = (minutes: number): string => {
  if (minutes < 60) return `${n(minutes)} phút`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${n(hours)} giờ` : `${n(hours)} giờ ${n(rest)} phút`;
};

const problems: { readonly [reason: string]: string } = {
  missing: 'chưa ghi',
  notChosen: 'chưa chọn',
  levelMissing: 'chưa chọn mức nào',
  levelUnknown: 'mức này không có trong phiếu',
  criterionUnknown: 'phiếu không có mục này',
  notMetNeedsNoContact: 'đã ghi là chưa gặp, nên chọn “chưa đủ tiếp xúc để nhận xét”',
  reasonNeeded: 'mức này cần nêu lý do',
  factDateNeeded: 'cần ghi ngày xảy ra việc đó',
  factDateInFuture: 'ngày này chưa tới',
  dateInvalid: 'ngày chưa đúng, ví dụ 15/11/2026',
  dateTooLong: 'ngày chưa đúng, ví dụ 15/11/2026',
  notADate: 'chưa ghi ngày, hoặc ngày chưa đúng (ví dụ 15/11/2026)',
  dateInFuture: 'ngày này chưa tới',
  sourceNeeded: 'chưa chọn chi ủy biết từ đâu',
  sourceUnknown: 'phiếu không có lựa chọn này',
  sourceTwice: 'một lựa chọn được chọn hai lần',
  notMetStandsAlone: 'đã chọn “Chưa gặp” thì bỏ các lựa chọn khác',
  textTooLong: 'nội dung quá dài, đồng chí rút ngắn lại',
  controlCharacter: 'nội dung có ký tự lạ (thường do chép từ nơi khác), đã được bỏ ra; đồng chí xem lại rồi lưu',
  whichUnknown: 'phiếu không có lựa chọn này',
  conflictAfterSent: 'đã gửi nhận xét về đảng viên này, nên không chuyển cho người khác được nữa',
};

/** The residence committee's pages. This file gives the shape; the other languages fill it. */
export const vi = {
  due: (date: string, zone: Zone, days: number): string =>
    `hết ngày ${date} (${zone === HOME_ZONE ? 'giờ Việt Nam' : zone}), ${left(days)}`,
  late: 'Đã quá hạn gửi. Đồng chí vẫn gửi được phần còn thiếu; phần này sẽ được ghi là gửi muộn.',
  saved: (name: string): string => `Đã lưu phần về đồng chí ${name}.`,
  passed: (name: string, officer: string, telephone: string): string =>
    `Đã chuyển đảng ủy nhận xét đồng chí ${name}. Nếu chọn nhầm, đồng chí báo đảng ủy hoặc gọi đồng chí ${officer}, điện thoại ${telephone}.`,
  colon: ':',
  back: 'Quay lại',
  backToList: 'Về danh sách đảng viên',
  problem: (reason: string): string => problems[reason] ?? 'nội dung chưa đúng',
  /** Leads a mistake on top of the page to its criterion, in few words. */
  criterion: (number: number): string => `Mục ${n(number)}`,

  standing: {
    notBegun: 'chưa viết',
    begun: 'viết dở',
    finished: 'xong, chưa gửi',
    sentBack: 'bị trả lại',
    sent: 'đã gửi',
    changing: 'đã gửi, đang sửa',
    confirmed: 'đã xác nhận',
    otherHand: 'chờ người khác viết',
    withWard: 'đảng ủy nhận xét',
  } satisfies { readonly [standing in Standing]: string },
  notHereStanding: 'đã báo không ở đây',

  closed: {
    confirmed: 'Đảng ủy đã xác nhận nhận xét này nên không sửa được nữa. Nếu có chỗ sai, đồng chí báo cho đảng ủy.',
    dueOver: 'Đã hết hạn gửi. Nhận xét đã gửi được giữ nguyên và không sửa được nữa.',
    answeredByCell: 'Chi bộ đã gửi nhận xét này. Đảng ủy chỉ trả lời thay ở chỗ chi bộ chưa gửi gì.',
    notYetWards: 'Chi bộ còn trong hạn gửi. Đảng ủy trả lời thay được khi đã quá hạn.',
    over: 'Đợt lấy ý kiến này đã kết thúc. Nội dung đã gửi được giữ nguyên.',
    withWard: 'Vì là bản thân hoặc người thân, đảng viên này đã được chuyển để đảng ủy nhận xét.',
  } satisfies { readonly [why in Closed]: string },

  cancelled: {
    title: 'Đợt này đã được hủy',
    text: (cycle: string, date: string): string => `${cycle} đã được hủy ngày ${date}; đồng chí không phải làm gì.`,
  },

  list: {
    title: 'Các phần việc của đồng chí',
    lead: 'Hộp thư của đồng chí mở được nhiều phần việc. Đồng chí chọn một.',
    member: 'Nhận xét về đồng chí',
    delivery: 'Bản tổng hợp đánh giá',
    leadOne: 'Đồng chí chọn phần việc dưới đây.',
    others: (count: number): string =>
      count === 1
        ? 'Phần việc còn lại: mở bằng liên kết thứ hai trong thư.'
        : `Còn ${n(count)} phần việc khác: mở bằng các liên kết khác trong thư.`,
  },

  home: {
    period: (period: string): string => `Kỳ nhận xét: ${period}`,
    due: 'Hạn gửi',
    progress: 'Đã viết xong',
    finished: (done: number, of: number): string => `${n(done)} trong ${members(of)}`,
    withWard: (count: number): string => `${n(count)} người do đảng ủy nhận xét`,
    otherHand: (count: number): string => `${n(count)} người đang chờ người khác trong chi ủy viết`,
    writeOther: 'Viết về người đang chờ người khác viết',
    secondAwaited: 'Người thứ hai chưa ký',
    time: 'Thời gian cần thêm',
    minutes: (all: number, each: number): string => `khoảng ${duration(all)} (mỗi người khoảng ${n(each)} phút)`,
    begin: 'Bắt đầu viết',
    goOn: 'Viết tiếp người chưa xong',
    toMeeting: 'Ghi cuộc họp và người ký',
    toSend: (count: number): string => `Xem lại và gửi ${n(count)} người đã xong`,
    allDone: 'Chi ủy đã gửi đủ. Đồng chí không phải làm gì thêm. Xin cảm ơn đồng chí.',
    nobody: 'Hiện không có đảng viên nào cần nhận xét.',
    members: 'Danh sách đảng viên',
    more: 'Việc khác',
    stopped: 'Đợt này đang tạm dừng. Đồng chí vẫn viết và lưu được.',
    excused: 'Đảng ủy đã cho chi ủy miễn trả lời đợt này. Nếu muốn, đồng chí vẫn gửi được nhận xét.',
  },

  member: {
    position: (place: number, of: number): string => `Người thứ ${n(place)} trong ${n(of)}`,
    born: 'Ngày sinh',
    workplace: 'Nơi công tác',
    workplaceUnknown: 'chưa rõ',
    category: 'Diện',
    lead: 'Mỗi mục đồng chí chọn một mức. Chưa đủ tiếp xúc thì chọn “chưa đủ tiếp xúc”, không phải đoán.',
    instead: 'Không nhận xét được người này? (không ở đây, đã chuyển, người thân…)',
    insteadLegend: 'Lý do không nhận xét',
    comment: 'Vẫn nhận xét bình thường',
    conflictHand: 'Là tôi hoặc người thân của tôi: để người khác trong chi ủy viết',
    conflictWard: 'Là người trong chi ủy hoặc người thân: chuyển đảng ủy nhận xét',
    movedTo: 'Chuyển đến đâu (nếu biết)',
    movedToHint: 'Ví dụ: phường khác, khối, thôn, tỉnh khác',
    attendance: ({ present, excused, absent }: { present: number; excused: number; absent: number }): string =>
      `Sổ điểm danh: có mặt ${n(present)} lần, có phép ${n(excused)} lần, vắng ${n(absent)} lần.`,
    why: 'Chọn mức cao nhất hoặc thấp nhất thì cần nêu một việc cụ thể đã thấy, có ngày. Việc ủng hộ tiền không tính là việc.',
    whyProposal: 'Đề nghị biểu dương hoặc xem xét xử lý thì cần nêu một việc cụ thể đã thấy, có ngày.',
    reason: 'Lý do: việc cụ thể đã thấy',
    factDate: 'Ngày xảy ra việc đó',
    sourcesHint: 'Chọn được nhiều ý. Nếu chưa gặp, chỉ chọn “Chưa gặp”.',
    remarkHint: 'Không bắt buộc',
    saveNext: 'Lưu và sang người tiếp theo',
    saveDraft: 'Lưu nháp, viết sau',
    keptAnyway: 'Phần đồng chí vừa viết đã được lưu nháp. Bổ sung mấy chỗ có đánh dấu đỏ thì mới gửi được.',
    typedUnsaved: 'Nội dung đồng chí vừa viết',
    typedUnsavedText: 'Nội dung dưới đây chưa được lưu. Đồng chí chép lại nếu cần.',
    sentWords: 'Nội dung đã gửi',
    sentBack: 'Đảng ủy trả lại để bổ sung, lý do:',
    sentBackUntil: (day: string): string => `Đồng chí sửa rồi gửi lại trước hết ngày ${day}. Nội dung cũ vẫn được lưu.`,
    sentBefore: (time: string, date: string): string =>
      `Nhận xét này đã gửi lúc ${time} ngày ${date}. Đồng chí còn sửa được; sửa xong phải gửi lại.`,
    forOtherHand:
      'Một đồng chí đã đề nghị người khác trong chi ủy viết, vì đây là bản thân hoặc người thân của đồng chí đó.',
    draftKept: (time: string, date: string): string => `Bản nháp lưu lúc ${time} ngày ${date}.`,
    changeKept: (time: string, date: string): string => `Bản sửa lưu lúc ${time} ngày ${date}, chưa gửi lại.`,
    others: 'Người khác trong danh sách',
    previous: 'Người trước',
    next: 'Người sau',
    copyFound: 'Trên máy này có nội dung đồng chí viết lần trước mà chưa lưu được.',
    copyTake: 'Lấy lại nội dung đó',
    copyDrop: 'Bỏ đi',
  },

  auto: {
    saved: (time: string): string => `Đã tự lưu lúc ${time}.`,
    unsaved: 'Chưa lưu được lên hệ thống. Nội dung vẫn còn trên máy này; đồng chí bấm Lưu nháp khi có mạng.',
    stale: 'Có người khác vừa sửa phần này. Đồng chí bấm Lưu nháp để xem cả hai bản.',
  },

  stale: {
    title: 'Có người khác vừa sửa phần này',
    text: 'Chưa bản nào mất. Dưới đây chỉ ghi những chỗ khác nhau của hai bản; đồng chí xem rồi chọn một.',
    mine: 'Bản đồng chí vừa viết',
    theirs: 'Bản đang lưu',
    theirsAt: (time: string, date: string): string => `Bản đang lưu (lúc ${time} ngày ${date})`,
    takeMine: 'Dùng bản tôi vừa viết',
    takeTheirs: 'Giữ bản đang lưu',
  },

  said: {
    answer: 'Ý kiến',
    nothing: 'chưa ghi',
    on: (day: string): string => `(ngày ${day})`,
  },

  unlisted: {
    title: 'Có đảng viên khác ở đây mà không có trong danh sách',
    lead: 'Đồng chí báo cho đảng ủy biết. Đảng ủy sẽ tìm hiểu và bổ sung nếu cần.',
    who: 'Đó là ai?',
    hint: 'Họ tên, nơi công tác, chỗ ở, nếu biết',
    missing: 'Đồng chí chưa ghi đó là ai',
    send: 'Báo cho đảng ủy',
    told: 'Đã báo cho đảng ủy. Xin cảm ơn đồng chí.',
  },

  help: {
    title: 'Hướng dẫn và số điện thoại',
    ask: 'Cần hỏi, đồng chí gọi',
    letter: (number: string): string => `Văn bản thông báo đợt này: số ${number}.`,
    parts: [
      [
        'Viết nhận xét',
        'Đồng chí bấm vào tên từng người trong danh sách. Mỗi mục chọn một mức. Viết xong bấm “Lưu và sang người tiếp theo”. Đang viết dở thì bấm “Lưu nháp”, hôm sau mở lại viết tiếp, kể cả trên máy khác.',
      ],
      [
        'Lý do và ngày',
        'Chọn mức cao nhất hoặc thấp nhất thì ghi thêm một việc cụ thể và ngày xảy ra. Không có việc cụ thể thì chọn mức giữa. Không biết thì chọn “chưa đủ tiếp xúc”. Trang không chọn sẵn mức nào và không xếp loại ai.',
      ],
      [
        'Không nhận xét được',
        'Người đó không ở đây, đã chuyển đi, chi ủy không biết, hoặc là bản thân hay người thân của đồng chí: bấm vào dòng “Không nhận xét được người này?” ở đầu trang.',
      ],
      [
        'Gửi',
        'Viết xong chưa phải là gửi. Đồng chí ghi cuộc họp và người ký, rồi bấm “Xem lại và gửi”. Có thể gửi làm nhiều lần. Trước khi hết hạn vẫn sửa và gửi lại được, nếu đảng ủy chưa xác nhận.',
      ],
      [
        'Người thứ hai ký',
        'Nhận xét là của chi ủy, không của riêng ai. Sau khi gửi, đồng chí lấy mã gồm 12 chữ số và đưa cho một người nữa trong chi ủy ký trên điện thoại của người đó. Nếu đã có biên bản họp thì chỉ cần ghi số biên bản.',
      ],
      ['Viết trên giấy', 'Đồng chí in phiếu ở mục “In phiếu giấy”, viết tay, ký, rồi nộp đảng ủy để nhập thay.'],
    ] as readonly (readonly [title: string, text: string])[],
  },

  print: {
    title: 'In phiếu giấy',
    filled: 'In phiếu đã điền',
    lead: (count: number): string =>
      `Có ${n(count)} phiếu, mỗi đảng viên một trang. Đồng chí dùng lệnh In của trình duyệt.`,
    party: 'ĐẢNG CỘNG SẢN VIỆT NAM',
    placeAndDay: '……………, ngày …… tháng …… năm ………',
    heading: 'PHIẾU NHẬN XÉT đảng viên đang công tác giữ mối liên hệ với nơi cư trú',
    under: (regulation: string, guidance: string): string => `Theo Quy định ${regulation}, Hướng dẫn ${guidance}`,
    member: 'Đảng viên',
    born: 'sinh ngày',
    workplace: 'Nơi công tác',
    opening:
      'Ngày ……/……/………, chi ủy đã họp, sau khi gặp Ban công tác Mặt trận (thành phần: ………………………………………………………………………………), thống nhất nhận xét như sau:',
    reason: 'Lý do, ngày',
    dots: '……………………',
    to: 'đến',
    instead: 'Không nhận xét được',
    reasonRule: 'Mức cao nhất, mức thấp nhất và mọi đề nghị cần lý do với một việc cụ thể có ngày.',
    frontSigns: 'BAN CÔNG TÁC MẶT TRẬN',
    cellSigns: 'T/M CHI ỦY',
    signs: '(ký, ghi rõ họ tên)',
    wardConfirms: 'XÁC NHẬN CỦA ĐẢNG ỦY',
  },
  ...sending,
};

export type RespondCopy = typeof vi;
