/** Why mail waits until somebody says go. */
export const vi = {
  title: 'Thư đang tạm giữ',
  restored: (since: string) =>
    `Từ ${since}: dữ liệu được khôi phục từ bản sao lưu. Thư đến hạn sau bản sao lưu có thể đã được gửi trước đó. Đồng chí xem lại rồi cho gửi tiếp.`,
  clockJumped: (since: string) =>
    `Từ ${since}: đồng hồ của máy nhảy quá mười phút. Đồng chí chỉnh giờ của máy, xem lại rồi cho gửi tiếp.`,
  go: 'Cho gửi thư tiếp',
};

export type HoldCopy = typeof vi;
