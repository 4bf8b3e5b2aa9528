import { numbersIn } from '#mail/formats.ts';

const n = numbersIn('vi');

/** The province's page: counts alone. This file gives the shape; the other languages fill it. */
export const vi = {
  lead: 'Số liệu để theo dõi tiến độ, xếp theo tên; không dùng để so sánh hay xếp hạng. Trang này không có nội dung nhận xét và không có tên đảng viên.',
  cycle: 'Đợt',
  due: 'Hạn chi bộ gửi',
  confirmBy: 'Hạn đảng ủy xác nhận',
  all: (wards: number): string => `Cả tỉnh: ${n(wards)} xã, phường`,
  byName: 'Từng xã, phường',
  cells: 'Chi bộ đã xong',
  of: (finished: number, all: number): string => `${n(finished)} trong ${n(all)}`,
  count: n,
  overdue: 'Chi bộ quá hạn',
  neverOpened: 'Chi bộ chưa mở liên kết',
  excused: 'Chi bộ được miễn',
  members: 'Đảng viên',
  waiting: 'Nhận xét chờ xác nhận',
  confirmed: 'Nhận xét đã xác nhận',
  notHere: 'Được báo là không ở đây',
  owed: 'Chưa có ý kiến',
};

export type ProvinceCopy = typeof vi;
