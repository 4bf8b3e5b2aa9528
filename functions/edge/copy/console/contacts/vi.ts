/** Committees that are written to in another way than before. This file gives the shape; the others fill it. */
export const vi = {
  title: 'Hộp thư đã đổi',
  toPage: (count: string): string => `Hộp thư đã đổi (${count})`,
  lead: 'Ai đổi được hộp thư của một cấp ủy thì mở được trang của cấp ủy ấy. Vì vậy mỗi lần đổi đều ghi ở đây, và hộp thư cũ được báo. Thấy lần nào lạ, đồng chí gọi cho cấp ủy.',
  leadRoster: (days: string): string =>
    `Các lần nhập danh sách trong ${days} ngày qua đã đổi những hộp thư này, hoặc đã thêm hay bỏ những cấp ủy này. Hộp thư cũ được báo; khi thêm cấp ủy thì không báo ai. Đợt đã mở trước đó không đổi theo.`,
  none: 'Chưa có lần đổi nào.',
  before: 'Trước',
  after: 'Nay',
  isNew: 'chưa có trong danh sách',
  gone: 'không còn trong danh sách',
  at: 'Đổi lúc',
  by: 'Ai đổi, ở đâu',
  of: { request: 'trên phiếu hỏi', party: 'trên trang của đợt', roster: 'khi nhập danh sách' },
  told: 'Hộp thư cũ',
  nobody: 'trước đó không có hộp thư',
  stays: 'hộp thư vẫn như cũ',
};

export type ContactsCopy = typeof vi;
