import { HOME_ZONE, type Zone } from '#domain/calendar.ts';
import { numbersIn } from '#mail/formats.ts';
import type { CheckNotice, SignMistake } from '../names.ts';

const n = numbersIn('vi');
const members = (count: number): string => `${n(count)} đảng viên`;

/** From the meeting on: what is checked, sent, signed a second time, and seen again. */
export const sending = {
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
};

export type SendingCopy = typeof sending;
