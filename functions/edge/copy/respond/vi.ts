import { HOME_ZONE, type Zone } from '#domain/calendar.ts';
import { numbersIn } from '#mail/formats.ts';
import type { CheckNotice, Closed, SignMistake, Standing } from './names.ts';

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

  meeting: {
    title: 'Cuộc họp và người ký',
    lead: 'Phiếu yêu cầu chi ủy họp, trao đổi với Ban công tác Mặt trận, rồi thống nhất nhận xét. Ghi một lần, dùng cho mọi đảng viên.',
    names: {
      metOn: 'Ngày họp',
      participants: 'Ai đã dự họp',
      front: 'Đã gặp Ban công tác Mặt trận chưa?',
      frontWho: 'Gặp ai trong Ban công tác Mặt trận',
      frontBecause: 'Vì sao chưa gặp',
      signer: 'Họ tên người ký gửi',
      role: 'Chức vụ',
      second: 'Người thứ hai xác nhận bằng cách nào?',
      minutes: 'Số biên bản',
      via: 'Phiếu đến bằng đường nào?',
      reference: 'Số phiếu giấy đã ký',
      enteredBy: 'Họ tên người nhập vào hệ thống',
    } as { readonly [field: string]: string },
    participantsHint: 'Ghi họ tên, mỗi người một dòng',
    frontWhoHint: 'Không bắt buộc',
    roleHint: 'Ví dụ: bí thư chi bộ',
    referenceHint: 'Nếu có bản giấy',
    referenceNeeded: 'Bắt buộc khi nhập phiếu giấy; không có số thì ghi ngày nhận',
    paperSigner: 'Người ký trên phiếu giấy',
    enteredByHint: 'Người của đảng ủy nhập thay từ phiếu của chi bộ',
    met: 'Đã gặp',
    notMet: 'Chưa gặp',
    seconds: {
      code: 'Người thứ hai ký bằng mã, trên điện thoại của mình (sau khi gửi)',
      minutes: 'Đã có biên bản họp, ghi số biên bản',
      alone: 'Chỉ một người ký (bản tổng hợp sẽ ghi rõ như vậy)',
    } as { readonly [way: string]: string },
    words: {
      met: 'đã gặp',
      notMet: 'chưa gặp',
      code: 'ký bằng mã trên điện thoại',
      minutes: 'theo biên bản họp',
      alone: 'chỉ một người ký',
      paper: 'bản giấy',
      portal: 'cổng của Đảng',
    } as { readonly [value: string]: string },
    save: 'Lưu và xem lại trước khi gửi',
  },

  via: { link: 'qua liên kết', paper: 'bản giấy', portal: 'cổng thông tin của Đảng', ward: 'đảng ủy trả lời thay' },

  check: {
    title: 'Xem lại và gửi',
    ready: (count: number): string => `Đã viết xong, chưa gửi: ${members(count)}.`,
    nothing: 'Chưa có nhận xét nào viết xong để gửi.',
    missing: (count: number): string => `Còn ${members(count)} chưa viết xong`,
    missingText: 'Đồng chí có thể gửi trước phần đã xong, phần còn lại gửi sau.',
    writeNext: 'Viết tiếp',
    meetingMissing: 'Chưa ghi đủ về cuộc họp và người ký',
    meetingMissingText: 'Phải ghi đủ phần này thì mới gửi được.',
    meeting: 'Cuộc họp và người ký',
    change: 'Sửa phần này',
    hints: 'Xin đồng chí xem lại giúp',
    hintsText: 'Nếu đúng là như vậy thì đồng chí cứ gửi. Nhận xét cụ thể giúp ích cho đảng viên hơn.',
    sameLevels: (count: number): string => `Cả ${members(count)} đều có mức giống hệt nhau ở mọi mục.`,
    sameWords: (count: number): string => `Lời nhận xét của ${members(count)} giống hệt nhau.`,
    quick: (seconds: number, count: number): string =>
      `Phần lớn trong ${members(count)} được viết trong ${seconds < 1 ? 'chưa đến một giây' : `khoảng ${n(seconds)} giây`} mỗi người.`,
    reread: 'Đọc lại từng người',
    again: (day: string): string => `Ngày họp: ${day}`,
    againText: 'Nhận xét gửi lần này có bàn trong cuộc họp này không? Nếu không, đồng chí sửa ngày họp.',
    againChange: 'Sửa ngày họp',
    who: 'Gửi nhận xét về ai',
    choose: (count: number): string => `Gửi cả ${members(count)} đã xong. Bấm vào đây nếu chỉ muốn gửi một số người.`,
    meaning: 'Bấm Gửi có nghĩa là',
    meaningText: (name: string): string =>
      `${name} khẳng định: nhận xét gửi đi là ý kiến đã thống nhất của chi ủy, theo những gì ghi ở trên về cuộc họp và người ký.`,
    send: 'Gửi nhận xét',
    notices: {
      nobodyChosen: 'Đồng chí chưa chọn gửi nhận xét về ai.',
      changedSince:
        'Có nội dung vừa thay đổi sau khi đồng chí mở trang này. Chưa gửi gì. Đồng chí xem lại rồi bấm Gửi.',
      meetingMissing: 'Chưa gửi được vì còn thiếu phần cuộc họp và người ký.',
    } satisfies { readonly [notice in CheckNotice]: string },
  },

  sent: {
    title: 'Đã gửi',
    received: (count: number): string => `Đã nhận ý kiến về ${members(count)}.`,
    inTime: 'Gửi đúng hạn.',
    late: 'Gửi muộn, sau hạn.',
    at: 'Lúc gửi',
    atWords: (time: string, date: string, zone: Zone): string =>
      `${time} ngày ${date} (${zone === HOME_ZONE ? 'giờ Việt Nam' : zone})`,
    by: 'Người ký gửi',
    from: 'Phiếu đến bằng',
    enteredBy: 'Người nhập vào hệ thống',
    bodies: { ward: 'đảng ủy', office: 'cơ quan tổ chức' },
    number: 'Lần gửi',
    second: 'Người thứ hai',
    secondSigned: (name: string): string => `đã ký: ${name}`,
    secondMinutes: (number: string): string => `theo biên bản số ${number}`,
    secondAwaited: 'chưa ký',
    secondNone: 'không có, chỉ một người ký',
    secondTitle: 'Người thứ hai chưa ký',
    secondText: 'Người thứ hai trong chi ủy ký trên điện thoại của mình, bằng một mã gồm 12 chữ số. Bấm nút để lấy mã.',
    secondAsk: 'Lấy mã cho người thứ hai',
    secondAgain: 'Lấy mã khác',
    codeTitle: 'Người thứ hai làm như sau',
    codeOpen: 'Trên điện thoại của mình, mở địa chỉ',
    codeType: 'Gõ mã',
    codeSign: 'Xem nội dung, ghi họ tên và bấm Ký.',
    codeLasts: 'Mã dùng trong 24 giờ và chỉ hiện lần này. Đồng chí đọc hoặc chép cho người thứ hai.',
    remains: (write: number, send: number, otherHand: number): string =>
      [
        ...(write > 0 ? [`Còn ${members(write)} chưa viết xong.`] : []),
        ...(send > 0 ? [`Còn ${members(send)} đã viết xong nhưng chưa gửi.`] : []),
        ...(otherHand > 0 ? [`Có ${members(otherHand)} đang chờ người khác trong chi ủy viết.`] : []),
      ].join(' '),
    afterwards: 'Tiếp theo',
    ward: 'Đảng ủy xem và xác nhận, hoặc trả lại kèm lý do nếu cần bổ sung.',
    change: (day: string): string =>
      `Đến hết ngày ${day}, đồng chí còn sửa được những nhận xét mà đảng ủy chưa xác nhận.`,
    fixed: 'Đã qua hạn gửi, nên nhận xét đã gửi không sửa được nữa, trừ khi đảng ủy trả lại.',
    others: 'Những lần gửi khác',
    part: (time: string, date: string): string => `Lần gửi lúc ${time} ngày ${date}`,
  },

  second: {
    title: 'Người thứ hai ký',
    lead: 'Trang này dành cho người thứ hai trong chi ủy. Đồng chí gõ mã gồm 12 chữ số mà người gửi đưa.',
    code: 'Mã gồm 12 chữ số',
    codeHint: 'Ví dụ: 1234 5678 9012',
    codeWrong: 'Mã chưa đúng, hoặc đã quá 24 giờ. Đồng chí hỏi người gửi để lấy mã mới',
    goOn: 'Tiếp tục',
    committee: 'Cấp ủy',
    cycle: 'Đợt',
    members: 'Nhận xét về',
    membersWords: members,
    sentAt: 'Gửi lúc',
    atWords: (time: string, date: string): string => `${time} ngày ${date}`,
    answers: 'Nội dung nhận xét',
    signer: 'Người ký gửi',
    name: 'Họ tên của đồng chí',
    role: 'Chức vụ (nếu có)',
    meaning: 'Bấm Ký có nghĩa là',
    meaningText: 'Đồng chí đã cùng chi ủy trao đổi, và xác nhận những nhận xét này là ý kiến đã thống nhất của chi ủy.',
    sign: 'Ký xác nhận',
    signedAlready: 'Phần này đã có người thứ hai ký. Đồng chí không phải làm gì thêm.',
    done: 'Đã ký',
    doneText: 'Chữ ký của đồng chí đã được ghi nhận. Đồng chí có thể đóng trang này.',
    mistakes: {
      nameMissing: 'Đồng chí chưa ghi họ tên',
      nameTooLong: 'Họ tên hoặc chức vụ quá dài',
      sameName: 'Người thứ hai phải khác người ký gửi',
      sameDevice: 'Máy này đã dùng để viết nhận xét. Người thứ hai cần mở trang trên điện thoại của mình',
    } satisfies { readonly [mistake in SignMistake]: string },
  },

  view: {
    title: 'Xem những gì đã gửi',
    nothing: 'Chi ủy chưa gửi gì.',
    answers: (count: number): string => `Ý kiến về ${members(count)}`,
    removed: 'Nội dung này đã được gỡ bỏ theo quy định.',
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
};

export type RespondCopy = typeof vi;
