/** The evaluations of a whole cycle as a file, which is ordered and then fetched. */
export const vi = {
  title: 'Tệp bản tổng hợp của cả đợt',
  text: 'Đồng chí chọn loại tệp. Với một tỉnh, việc làm tệp mất một hoặc hai phút; xong thì trang này có đường tải về.',
  onRecord:
    'Việc lấy tệp được ghi lại cùng tên đồng chí trước khi tệp được làm ra, và từng đảng viên thấy việc đó. Chỉ đồng chí tải được tệp mình đã yêu cầu.',
  several: 'Đợt lớn thì tệp Excel hoặc Word được chia thành nhiều tệp, gói chung trong một tệp ZIP.',
  make: (program: string): string => `Làm tệp ${program}`,
  ordered: (program: string): string => `Tệp ${program} của cả đợt`,
  waiting: (_: string, all: string): string => `Tệp sắp được làm: ý kiến của ${all} cấp ủy nơi cư trú.`,
  noting: (done: string, all: string): string => `Đang ghi lại việc lấy tệp: ${done} trong ${all} cấp ủy nơi cư trú.`,
  making: (done: string, all: string): string => `Đang làm tệp: ${done} trong ${all} cấp ủy nơi cư trú.`,
  mayLeave: 'Trang tự xem lại sau mỗi năm giây. Đồng chí có thể làm việc khác rồi quay lại trang này.',
  again: 'Xem lại',
  ready: (all: string): string => `Tệp đã xong: ý kiến của ${all} cấp ủy nơi cư trú.`,
  zip: 'Tệp này là tệp ZIP có nhiều tệp bên trong: đồng chí mở ra rồi mở từng tệp.',
  fetch: 'Tải tệp về',
  kept: 'Tệp được giữ một ngày rồi tự xóa. Khi cần lại, đồng chí làm tệp mới.',
  failed: 'Chưa làm được tệp. Máy có thể đang tự thử lại; đồng chí cũng có thể yêu cầu lần nữa.',
  givenUp:
    'Máy đã thử ba lần mà không làm được tệp, và sẽ không tự thử nữa. Đồng chí báo cho người vận hành hệ thống, và lấy tệp của từng nơi công tác ở trang bàn giao; CSV là loại nhẹ nhất nếu muốn thử lại.',
};

export type FilesCopy = typeof vi;
