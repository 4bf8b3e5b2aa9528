import { numbersIn } from '../../formats.ts';

const n = numbersIn('vi');

/** The letter to a mailbox that was a committee's: apart, for only who sends it has it. */
export const vi = {
  subject: (count: number): string =>
    count === 1 ? 'Hộp thư của cấp ủy đã được đổi' : `Hộp thư của ${n(count)} cấp ủy đã được đổi`,
  subjectGone: (count: number): string =>
    count === 1 ? 'Cấp ủy không còn trong danh sách cấp ủy' : `${n(count)} cấp ủy không còn trong danh sách cấp ủy`,
  subjectBoth: (count: number): string => `Danh sách đã đổi: ${n(count)} cấp ủy có hộp thư này`,
  opening:
    'Cách gửi thư đến cấp ủy trong đợt này đã được đổi. Từ nay thư của đợt không gửi đến hộp thư này nữa, và liên kết trong các thư đã gửi đến đây không dùng được nữa.',
  openingRoster:
    'Trong danh sách cấp ủy, cách gửi thư đến cấp ủy đã được đổi. Các đợt mở từ nay về sau không gửi thư đến hộp thư này nữa. Đợt đã mở trước đó vẫn gửi thư như cũ.',
  openingGone: (count: number): string =>
    count === 1
      ? 'Danh sách cấp ủy mới nhập không còn tên cấp ủy này. Các đợt mở từ nay về sau không gửi thư cho cấp ủy đến hộp thư này nữa. Đợt đã mở trước đó vẫn gửi thư như cũ.'
      : 'Danh sách cấp ủy mới nhập không còn tên các cấp ủy dưới đây. Các đợt mở từ nay về sau không gửi thư cho các cấp ủy ấy đến hộp thư này nữa. Đợt đã mở trước đó vẫn gửi thư như cũ.',
  at: 'Đổi lúc',
  by: 'Nơi đổi',
  office: 'cơ quan phụ trách đợt',
  officeRoster: 'cơ quan phụ trách, khi nhập danh sách mới',
  more: (count: number): string => `và ${n(count)} cấp ủy khác`,
  back: 'Sau đó hộp thư này lại được ghi là hộp thư của cấp ủy.',
  fine: 'Nếu cấp ủy đã đề nghị đổi thì không phải làm gì.',
  fineGone: 'Nếu cấp ủy đã biết trước việc này, chẳng hạn vì sáp nhập, thì không phải làm gì.',
  wrong: 'Nếu cấp ủy không biết việc này, hoặc thấy không đúng, xin gọi ngay theo số điện thoại dưới đây.',
  wrongTell: (from: string): string =>
    `Nếu cấp ủy không biết việc này, hoặc thấy không đúng, xin báo ngay cho nơi gửi thư này: ${from}.`,
};

export type FormerCopy = typeof vi;
