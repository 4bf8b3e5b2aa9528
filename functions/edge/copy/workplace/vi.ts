import type { Outcome } from '#domain/outcome.ts';
import { numbersIn } from '#mail/formats.ts';

const n = numbersIn('vi');

/** An outcome under one name, for counts and lists. */
export type OutcomeKey =
  | Extract<Outcome, { state: 'commented' }>['how']
  | Extract<Outcome, { state: 'notHere' }>['why']
  | Extract<Outcome, { state: 'noComment' }>['why'];

export const outcomeKey = (outcome: Outcome): OutcomeKey => (outcome.state === 'commented' ? outcome.how : outcome.why);

/** As short as a line of a list; the evaluation itself says it in full. */
const brief: { readonly [key in OutcomeKey]: string } = {
  confirmed: 'Có nhận xét, đã xác nhận',
  notConfirmed: 'Có nhận xét, chưa xác nhận',
  noWard: 'Có nhận xét',
  notHere: 'Không cư trú tại đây',
  moved: 'Đã chuyển nơi cư trú',
  notKnown: 'Cấp ủy không biết',
  conflict: 'Chi bộ tránh nhận xét (bản thân, người thân)',
  silence: 'Không trả lời',
  excused: 'Được miễn',
  nobodyToAsk: 'Không có cấp ủy để hỏi',
};

/** The workplace committee's pages. This file gives the shape; the other languages fill it. */
export const vi = {
  title: 'Bản tổng hợp đánh giá',
  notYet: 'Bản tổng hợp chưa có',
  notYetText: (date: string): string =>
    `Đợt lấy ý kiến khép lại hết ngày ${date}. Sau đó cấp ủy nhận một thư báo, và bản tổng hợp hiện ở trang này.`,
  delivered: 'Bàn giao',
  version: 'Bản hiện nay',
  versionOf: (version: number): string => `bản ${n(version)}`,
  correctedOn: (version: number, date: string): string => `bản ${n(version)} ngày ${date}`,
  corrections: 'Bổ sung sau bàn giao',
  members: (count: number): string => `${n(count)} đảng viên`,
  born: (date: string): string => `sinh ${date}`,
  corrected: 'có bổ sung',
  toTell: (count: number): string => `${n(count)} đảng viên chưa được báo nhận xét`,
  toTellText:
    'Những đảng viên này không có hộp thư, thư bị trả lại, hoặc nhận xét chưa được đảng ủy xác nhận nên không có thư báo. Đề nghị cấp ủy báo trực tiếp, rồi ghi lại.',
  brief,
  counts: 'Kết quả chung',
  list: 'Danh sách đảng viên',
  range: (from: number, to: number, all: number): string => `${n(from)}–${n(to)} trong ${n(all)}`,
  further: 'Xem tiếp',
  files: 'Tải về và in',
  csv: 'Tải về tệp CSV',
  xlsx: 'Tải về tệp Excel',
  print: 'In cả tập',
  printPart: (from: number, to: number): string => `In từ số ${n(from)} đến số ${n(to)}`,
  printOne: 'Bản in',
  printHow: 'Dùng mục In của trình duyệt (trên máy tính: phím Ctrl và P).',
  filesText: 'Mỗi lần xem, tải về hay in đều được ghi lại; đảng viên xem được cấp ủy nào đã xem, ngày nào.',
  back: 'Về danh sách',
  backToOne: 'Về trang của đảng viên này',

  acknowledge: {
    heading: 'Xác nhận đã nhận',
    meaning:
      'Bấm xác nhận nghĩa là: cấp ủy đã nhận bản này và sẽ xem. Bấm không có nghĩa là đồng ý với nội dung. Nơi cư trú và cán bộ phụ trách biết bản đã đến nơi.',
    name: 'Họ tên người nhận',
    now: (version: number): string => `Xác nhận đã nhận bản ${n(version)}`,
    done: (version: number, date: string, name: string): string =>
      `Cấp ủy đã xác nhận nhận bản ${n(version)} ngày ${date}${name && `, người nhận: ${name}`}.`,
    nameMissing: 'Ghi họ tên người nhận',
  },

  member: {
    birthDate: 'Ngày sinh',
    residence: 'Cấp ủy nơi cư trú',
    outcome: 'Kết quả',
    older: (version: number): string => `Đây là bản cũ (bản ${n(version)}), giữ lại để đối chiếu.`,
    newest: 'Xem bản hiện nay',
    tell: 'Ghi lại: đã báo cho đảng viên',
    tellText:
      'Bấm nghĩa là: cấp ủy đã báo cho đảng viên nội dung nhận xét này, trực tiếp hoặc bằng thư, và đã nói rằng đảng viên được nêu ý kiến.',
    told: 'Đã ghi: cấp ủy đã báo cho đảng viên.',
  },
};

export type WorkplaceCopy = typeof vi;
