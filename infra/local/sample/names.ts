import { folded } from '#domain/written-text.ts';
import { chance, oneOf, type Rng, weighted } from './rng.ts';

/**
 * Invented people and places. Family names are as frequent as they are in the country, so many people share a name, as
 * they do there; given names of well-known persons are left out, and no real one is meant by any of these.
 */
const families: readonly (readonly [string, number])[] = [
  ['Nguyễn', 38],
  ['Trần', 11],
  ['Lê', 9.5],
  ['Phạm', 7],
  ['Hoàng', 4],
  ['Phan', 4.5],
  ['Vũ', 2],
  ['Võ', 3],
  ['Đặng', 2.1],
  ['Bùi', 2],
  ['Đỗ', 1.4],
  ['Hồ', 1.8],
  ['Ngô', 1.3],
  ['Dương', 1],
  ['Lý', 0.5],
  ['Đinh', 1],
  ['Đậu', 0.8],
  ['Đoàn', 0.7],
  ['Cao', 0.9],
  ['Thái', 0.8],
  ['Chu', 0.6],
  ['Tạ', 0.4],
  ['Trịnh', 0.5],
  ['Mai', 0.4],
  ['Lương', 0.5],
  ['Đào', 0.5],
  ['Quách', 0.2],
  ['Uông', 0.1],
  ['Ưng', 0.05],
  ['Ông', 0.05],
];

const men = {
  middle: [
    'Văn',
    'Văn',
    'Văn',
    'Đình',
    'Đức',
    'Hữu',
    'Quốc',
    'Công',
    'Trọng',
    'Viết',
    'Bá',
    'Khắc',
    'Đăng',
    'Thế',
    'Sỹ',
  ],
  given:
    'An Bằng Chiến Đạt Điền Đông Đồng Hải Hậu Hiếu Hoà Hòa Hoàn Huấn Huỳnh Kiên Khôi Lập Lộc Lợi Nam Nghĩa Ngọ Nhật Phong Quý Quyết Sơn Tài Tân Thành Thắng Thiện Thụy Thuỵ Thuận Toàn Tới Trường Tú Tuấn Tường Việt Vượng Ước'.split(
      ' ',
    ),
} as const;

const women = {
  middle: [
    'Thị',
    'Thị',
    'Thị',
    'Thị',
    'Thị Thu',
    'Thị Thuý',
    'Thị Thúy',
    'Thị Hồng',
    'Thị Bích',
    'Ngọc',
    'Thanh',
    'Diệu',
    'Hoài',
  ],
  given:
    'Anh Ánh Bích Chi Diễm Dung Đào Giang Hà Hằng Hảo Hiền Hoa Hoà Huệ Hương Hường Huyền Lan Lành Liên Linh Loan Lụa Lý Mai Mận Mơ Nga Ngà Nghĩa Nguyệt Nhàn Nhung Oanh Phượng Quế Quỳnh Sen Tâm Thảo Thoa Thơm Thuý Thúy Thuỷ Thương Trang Tuyết Vân Vinh Xoan Yến Ý'.split(
      ' ',
    ),
} as const;

/** Family, middle, given, composed (NFC). Both ways of placing the tone (hoà, hòa) occur, as they do in real lists. */
export const personName = (rng: Rng): string => {
  const family = weighted(rng, families);
  const kind = chance(rng, 0.56) ? men : women;
  // A few have no middle name, and a few carry the mother's family name as one.
  if (chance(rng, 0.01)) return `${family} ${oneOf(rng, kind.given)}`;
  const middle = chance(rng, 0.03) ? weighted(rng, families) : oneOf(rng, kind.middle);
  return `${family} ${middle} ${oneOf(rng, kind.given)}`;
};

const wardFirst = ['Đồng', 'Bến', 'Cầu', 'Núi', 'Làng', 'Bãi', 'Vườn', 'Gò', 'Suối', 'Chợ'] as const;
const wardSecond = [
  'Sen',
  'Dâu',
  'Ngói',
  'Mơ',
  'Trúc',
  'Đào',
  'Bưởi',
  'Quế',
  'Lim',
  'Hoà',
  'Gạo',
  'Tràm',
  'Sậy',
] as const;

/** The `n`th invented place: 130 pairs, then the same pairs numbered. */
const placeName = (n: number): string => {
  const pairs = wardFirst.length * wardSecond.length;
  // A step coprime to the number of pairs visits each once, with neighbours unlike each other.
  const pair = (n * 37 + 11) % pairs;
  const first = wardFirst[pair % wardFirst.length];
  const second = wardSecond[Math.floor(pair / wardFirst.length)];
  const again = Math.floor(n / pairs);
  return again === 0 ? `${first} ${second}` : `${first} ${second} ${again + 1}`;
};

export const provinceName = 'Đảng ủy tỉnh Sông Lụa';

export interface Place {
  /** 'phường Đồng Sen' or 'xã Bến Dâu'. */
  readonly called: string;
  readonly commune: boolean;
}

/** Every fourth is a rural commune. */
export const wardPlace = (n: number): Place => {
  const commune = n % 4 === 3;
  return { called: `${commune ? 'xã' : 'phường'} ${placeName(n)}`, commune };
};

export const wardName = (place: Place): string => `Đảng ủy ${place.called}`;

/** Cells are numbered within their ward: blocks in a ward, hamlets in a commune. */
export const cellName = (place: Place, n: number): string =>
  `Chi bộ ${place.commune ? 'xóm' : 'khối'} ${n + 1} ${place.called}`;

const workplaceKinds = [
  'Trường THPT {}',
  'Trường THCS {}',
  'Trường tiểu học {}',
  'Bệnh viện đa khoa {}',
  'Công ty cổ phần may {}',
  'Sở Tài nguyên nước {}',
  'Công ty TNHH cơ khí {}',
  'Trường mầm non {}',
  'Trường cao đẳng nghề {}',
  'Trung tâm y tế {}',
  'Nhà máy gạch {}',
  'Ban quản lý chợ {}',
  'Công ty cấp nước {}',
  'Đoàn nghệ thuật {}',
  'Hợp tác xã vận tải {}',
  'Thư viện {}',
] as const;

/** 'Đảng ủy Trường THPT Cầu Mơ': the kinds in turn, each with a place of its own. */
export const workplaceName = (n: number): string => {
  const kind = workplaceKinds[n % workplaceKinds.length] ?? workplaceKinds[0];
  return `Đảng ủy ${kind.replace('{}', placeName(n * 3 + 5))}`;
};

/** ASCII for the parts of an address: 'Đồng Sen' becomes 'dong-sen'. */
export const slug = (text: string): string =>
  folded(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
