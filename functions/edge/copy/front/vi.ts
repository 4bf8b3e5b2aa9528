/** Words of the front page. */
export const vi = {
  title: 'Trao đổi nhận xét đảng viên giữa nơi cư trú và nơi công tác',
  lead: 'Cấp ủy nơi cư trú nhận xét đảng viên đang công tác; đảng ủy xã, phường xác nhận; cấp ủy nơi công tác nhận bản tổng hợp. Không cần tài khoản: mỗi cấp ủy vào bằng liên kết trong thư điện tử.',
  committees: 'Đồng chí thuộc một cấp ủy, hoặc là đảng viên',
  committeesText: 'Mở bằng liên kết trong thư mời. Mất thư thì nhập hộp thư đã đăng ký, hệ thống sẽ gửi mã vào.',
  committeesOpen: 'Mở trang của tôi',
  office: 'Đồng chí được cấp quyền làm việc ở đây',
  officeText: 'Người quản trị, cán bộ nơi công tác, cán bộ xã, phường, người kiểm tra, người theo dõi cấp tỉnh.',
  officeOpen: 'Vào trang làm việc',
};

export type FrontCopy = typeof vi;
