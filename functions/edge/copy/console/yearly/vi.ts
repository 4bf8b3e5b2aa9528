/** Cycles that open themselves again every year. */
export const vi = {
  title: 'Đợt tự mở hằng năm',
  lead: 'Chọn một đợt đã có: mỗi năm, đợt mới tự mở theo đúng ngày tháng, người phụ trách và lịch nhắc của đợt đó, với danh sách mới nhất lúc mở.',
  none: 'Chưa có đợt nào tự mở hằng năm.',
  noCycles: 'Chưa có đợt nào để chọn làm mẫu: trước hết hãy mở một đợt bằng tay.',
  like: 'Mở lại giống đợt',
  daysAhead: 'Mở trước ngày gửi bao nhiêu ngày',
  daysAheadHint: 'Để còn thời gian xem lại danh sách, ví dụ: 7',
  launches: 'Tự bắt đầu gửi luôn, nếu kiểm tra thử không có chỗ nào cần xem',
  launchesHint: 'Chỉ chọn được khi đợt làm mẫu đã từng gửi. Sau khi mở vẫn có thời gian chờ và nút dừng.',
  set: 'Đặt lịch',
  next: (day: string): string => `Lần tới: ${day}`,
  onlyOpens: 'Chỉ mở; cần người bấm bắt đầu gửi',
  alsoLaunches: 'Mở và tự bắt đầu gửi',
  by: (name: string, day: string): string => `${name} đặt ngày ${day}`,
  ended: (name: string, day: string): string => `Đã thôi tự mở (${name}, ngày ${day})`,
  end: 'Thôi tự mở',
  endOf: (title: string): string => `Thôi tự mở: ${title}`,
  last: {
    opened: (year: string): string => `Năm ${year}: đã mở, chờ người bấm bắt đầu gửi`,
    launched: (year: string): string => `Năm ${year}: đã mở và bắt đầu gửi`,
    notLaunched: (year: string): string => `Năm ${year}: đã mở nhưng chưa bắt đầu gửi được, cần người xem`,
    notOpened: (year: string, problems: string): string =>
      `Năm ${year}: chưa mở được vì danh sách có ${problems} chỗ cần xem; mỗi ngày hệ thống thử lại`,
    alreadyThere: (year: string): string => `Năm ${year}: không mở thêm, vì đã có một đợt trùng thời gian này`,
    whoIsGone: (year: string, name: string): string =>
      `Năm ${year}: đã mở nhưng chưa bắt đầu gửi, vì đồng chí đặt lịch (${name}) không còn là quản trị viên toàn hệ thống; cần người xem rồi bấm bắt đầu gửi`,
    rosterOld: (year: string): string =>
      `Năm ${year}: đã mở nhưng chưa bắt đầu gửi, vì đã hơn 90 ngày không có danh sách nào được nhập hoặc đối chiếu; cần người xem rồi bấm bắt đầu gửi`,
    noRoster: (year: string): string => `Năm ${year}: chưa mở được vì chưa có danh sách`,
  },
  toCycle: 'Xem đợt này',
  toCheck: 'Mở bằng tay, xem từng chỗ',
  home: (count: string): string => `${count} đợt tự mở hằng năm cần người xem`,
  problem: {
    daysAhead: 'Cần một số ngày từ 1 đến 60',
    launches: 'Đợt này chưa từng gửi, nên đợt mới giống nó không tự gửi được: hãy bỏ dấu chọn',
    from: 'Hãy chọn một đợt trong danh sách',
  },
};

export type YearlyCopy = typeof vi;
