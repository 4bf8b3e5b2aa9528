import type { PauseCause } from '#ports';
import type { Suppression } from '#records/suppression.ts';

const causes: { readonly [cause in PauseCause]: string } = {
  quota: 'Đã gửi hết số thư mà dịch vụ thư cho gửi trong 24 giờ.',
  account:
    'Dịch vụ thư đang tạm ngừng tài khoản gửi. Nhờ người quản lý kỹ thuật vào trang của dịch vụ thư xem vì sao và trả lời họ.',
  settings:
    'Dịch vụ thư không nhận tài khoản hoặc địa chỉ gửi của hệ thống. Nhờ người quản lý kỹ thuật kiểm tra cài đặt gửi thư.',
  busy: 'Máy chủ thư đang bận.',
};
const reasons: { readonly [reason in Suppression['reason']]: string } = {
  bounce: 'Hộp thư trả thư lại hẳn: địa chỉ sai, hoặc hộp thư đã đóng',
  complaint: 'Chủ hộp thư báo thư của ta là thư không mong muốn',
};
const mend: { readonly [reason in Suppression['reason']]: string } = {
  bounce:
    'Đồng chí gọi điện hỏi hộp thư đúng. Nếu hộp thư khác: mở phiếu hỏi, bấm “Đổi hộp thư hoặc cách gửi”, và sửa trong danh sách để đợt sau khỏi sai. Nếu hộp thư vẫn đúng và đã nhận thư được: bấm nút dưới đây.',
  complaint:
    'Đồng chí gọi điện cho chủ hộp thư trước. Chỉ bấm nút dưới đây khi họ đồng ý nhận thư; nếu không, dùng hộp thư khác, hoặc hỏi qua đảng ủy hay bằng giấy.',
};

/** Every trouble that mail can have. This file gives the shape; the others fill it. */
export const vi = {
  title: 'Thư',
  lead: 'Mọi trục trặc của thư đều ở một chỗ: thư bị giữ, hộp thư không gửi tới nữa, thư hỏng hoặc bị trả lại của từng đợt.',
  now: 'Lúc này thư có đi không?',
  fine: 'Thư đi bình thường, không có gì bị giữ lại.',
  due: (count: string): string => `${count} thư đã đến giờ và đang chờ gửi.`,
  cycles: 'Thư của từng đợt',
  noCycles: 'Chưa có đợt nào.',
  toRoom: 'Mọi trục trặc của thư, kể cả hộp thư không gửi tới nữa',
  troubled: (count: string): string => `${count} thư hỏng hoặc bị trả lại`,
  noneTroubled: 'không có thư hỏng',
  pause: {
    title: 'Thư tạm chưa gửi được',
    text: (since: string, until: string): string =>
      `Từ ${since}. Hệ thống tự thử lại lúc ${until} rồi tự gửi tiếp; đồng chí không phải bấm gì.`,
    causes,
    unknown: 'Dịch vụ thư chưa nhận thư của hệ thống.',
    dates: 'Không thư nào mất. Nếu việc này kéo đến sát hạn, nên gia hạn đợt.',
    said: 'Lời của dịch vụ thư',
  },
  brake: {
    title: (cycle: string): string => `Thư của “${cycle}” đang bị giữ lại`,
    text: (returned: string, sent: string, on: string): string =>
      `Trong ${sent} thư gửi ngày ${on} có ${returned} thư bị trả lại hẳn, nhiều hơn mức an toàn (3%).`,
    waits: (since: string): string =>
      `Từ ${since}, thư còn lại của đợt được giữ để dịch vụ thư không khóa tài khoản gửi. Không thư nào mất.`,
    what: 'Đồng chí xem thư nào bị trả lại: do danh sách cũ, hay cả một cơ quan không nhận thư? Sửa các hộp thư trước, rồi mới cho gửi tiếp.',
    look: 'Xem thư bị trả lại',
    go: 'Đã xem, cho gửi tiếp',
  },
  suppressed: {
    title: 'Hộp thư không gửi tới nữa',
    lead: 'Những hộp thư này đã trả thư lại hẳn, hoặc chủ hộp thư báo là thư không mong muốn. Hệ thống không gửi gì tới đó nữa: cứ gửi mãi thì dịch vụ thư sẽ coi mọi thư của ta là thư rác.',
    none: 'Không có hộp thư nào. Nghĩa là chưa hộp thư nào trả thư lại hẳn hay báo thư là không mong muốn, và hệ thống vẫn gửi tới mọi hộp thư trong danh sách.',
    some: (count: string): string => `${count} hộp thư không gửi tới nữa`,
    nobody: 'Không còn cấp ủy nào trong danh sách dùng hộp thư này',
    aMember: 'Hộp thư riêng của một đảng viên',
    mailbox: 'Hộp thư',
    noAddress: 'chỉ còn dấu của hộp thư, không còn địa chỉ',
    since: 'Không gửi nữa từ',
    why: 'Vì sao',
    reasons,
    mail: 'Thư nào cho biết',
    noMail: 'không còn lưu',
    cycles: 'Trong đợt đang chạy',
    request: (cycle: string): string => `phiếu hỏi, ${cycle}`,
    desk: (cycle: string): string => `đảng ủy xác nhận, ${cycle}`,
    delivery: (cycle: string): string => `nơi công tác, ${cycle}`,
    member: (cycle: string): string => `thư báo cho đảng viên, ${cycle}`,
    mend,
    mendMember:
      'Cấp ủy không phải làm gì trong đợt. Đồng chí nhờ nơi công tác hỏi lại hộp thư của đảng viên và sửa trong danh sách; người ấy vẫn được nơi công tác cho xem nhận xét. Nếu hộp thư đã nhận thư được: bấm nút dưới đây.',
    mendNobody: 'Không phải làm gì. Chỉ bấm nút dưới đây nếu sau này lại dùng hộp thư này.',
    lift: 'Cho gửi lại tới hộp thư này',
    lifted:
      'Từ giờ hộp thư này lại được gửi thư. Thư đã hỏng thì mở trang thư của đợt, bấm “Gửi lại”. Nếu phiếu hỏi còn ghi là không nhận được thư: mở phiếu, bấm “Đổi hộp thư hoặc cách gửi” và lưu lại đúng địa chỉ ấy; nơi đó nhận liên kết mới và lại được nhắc.',
  },
};

export type MailCopy = typeof vi;
