import type { Committee } from '#domain/committee.ts';
import type { Member } from '#domain/member.ts';
import { cellName, type Place, personName, provinceName, slug, wardName, wardPlace, workplaceName } from './names.ts';
import { between, chance, dealt, type Rng, rngOf, shuffled } from './rng.ts';
import { cellSizes, shares } from './sizes.ts';

/** An invented town: people, committees and addresses (`.example`, RFC 2606) that belong to nobody. */
export interface Town {
  readonly committees: readonly Committee[];
  readonly members: readonly Member[];
}

export interface TownSize {
  readonly seed: number | string;
  /** Residence cells. */
  readonly committees: number;
  readonly members: number;
  /** By default as many as keep the measure of Vinh: 36 cells a ward, 298 members a workplace. */
  readonly wards?: number;
  readonly workplaces?: number;
}

/** Vinh city as the press gave it in 2020: 17,887 members over 325 cells. */
export const vinh = { committees: 325, members: 17_887, wards: 9, workplaces: 60 } as const;
/** What an empty directory is offered: small enough to read through, with one of everything. */
export const village = { committees: 12, members: 180, wards: 2, workplaces: 6 } as const;

const provinceId = 'tinh-song-lua';
const numbered = (letter: string, n: number, width: number): string => `${letter}${String(n + 1).padStart(width, '0')}`;

interface Ward {
  readonly committee: Committee;
  readonly place: Place;
  readonly cells: number;
}

const wardsOf = (seed: TownSize['seed'], wards: number, cells: number): Ward[] => {
  const counts = shares(rngOf(seed, 'wards'), wards, cells);
  return counts.map((count, n) => {
    const place = wardPlace(n);
    const committee: Committee = {
      id: numbered('w', n, 2),
      name: wardName(place),
      level: 'commune',
      parentId: provinceId,
      channel: 'mailbox',
      mailbox: `danguy@${slug(place.called)}.example`,
      secondContact: `vanphong@${slug(place.called)}.example`,
      language: 'vi',
    };
    return { committee, place, cells: count };
  });
};

const languages = [
  ['en', 0.03],
  ['fr', 0.02],
] as const;

const cellsOf = (seed: TownSize['seed'], wards: readonly Ward[], count: number): Committee[] => {
  const channels = dealt<Committee['channel']>(
    rngOf(seed, 'channels'),
    count,
    [
      ['ward', 0.03],
      ['paper', 0.02],
    ],
    'mailbox',
    // A hamlet is there to see a mail: most of its cells have a mailbox.
    Math.floor(count / 4),
  );
  const spoken = dealt<Committee['language']>(rngOf(seed, 'languages'), count, languages, 'vi');
  const rng = rngOf(seed, 'contacts');
  const cells: Committee[] = [];
  for (const { committee, place, cells: many } of wards) {
    for (let n = 0; n < many; n++) {
      const channel = channels[cells.length] ?? 'mailbox';
      const host = `${slug(place.called)}.example`;
      cells.push({
        id: `${committee.id}${numbered('-c', n, 3)}`,
        name: cellName(place, n),
        level: 'cell',
        parentId: committee.id,
        channel,
        language: spoken[cells.length] ?? 'vi',
        ...(channel === 'mailbox' && { mailbox: `chibo${n + 1}@${host}` }),
        ...(channel === 'mailbox' && chance(rng, 0.3) && { secondContact: `chiuy${n + 1}@${host}` }),
      });
    }
  }
  return withSharedMailboxes(rngOf(seed, 'shared mailboxes'), cells);
};

/** Neighbours served by one secretary: they get one mail for both, so both must read the same language. */
const withSharedMailboxes = (rng: Rng, cells: readonly Committee[]): Committee[] => {
  const result = [...cells];
  let wanted = Math.max(1, Math.round(cells.length * 0.02));
  const used = new Set<number>();
  for (const place of shuffled(rng, [...cells.keys()])) {
    const [first, second] = [cells[place], cells[place + 1]];
    if (wanted === 0 || first === undefined || second === undefined) continue;
    const plain = [first, second].every((cell) => cell.channel === 'mailbox' && cell.language === 'vi');
    if (!plain || first.parentId !== second.parentId || used.has(place) || used.has(place + 1)) continue;
    result[place + 1] = { ...second, ...(first.mailbox !== undefined && { mailbox: first.mailbox }) };
    used.add(place).add(place + 1);
    wanted -= 1;
  }
  return result;
};

const workplacesOf = (seed: TownSize['seed'], count: number): Committee[] => {
  const spoken = dealt<Committee['language']>(rngOf(seed, 'workplace languages'), count, languages, 'vi');
  return spoken.map((language, n) => {
    const name = workplaceName(n);
    return {
      id: numbered('e', n, 3),
      name,
      level: 'workplace',
      parentId: provinceId,
      channel: 'mailbox',
      mailbox: `danguy@${slug(name.replace('Đảng ủy ', ''))}.example`,
      language,
    };
  });
};

const day = (rng: Rng, fromYear: number, toYear: number): string => {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${between(rng, fromYear, toYear)}-${two(between(rng, 1, 12))}-${two(between(rng, 1, 28))}`;
};

const membersOf = (size: TownSize, cells: readonly Committee[], workplaces: readonly Committee[]): Member[] => {
  const { seed, members } = size;
  const jobs = shares(rngOf(seed, 'workplace sizes'), workplaces.length, members);
  const posts = shuffled(
    rngOf(seed, 'posts'),
    workplaces.flatMap((workplace, n) => Array.from({ length: jobs[n] ?? 0 }, () => workplace.id)),
  );
  const homes = cellSizes(rngOf(seed, 'cell sizes'), cells.length, members).flatMap((many, n) =>
    Array.from({ length: many }, () => cells[n]?.id ?? ''),
  );
  const people = rngOf(seed, 'people');
  const known = new Set<string>();
  return homes.map((residenceId, n) => {
    let [name, birthDate] = ['', ''];
    // Many share a name, nobody a name and a birthday: an import would rightly ask whether that is one person twice.
    do [name, birthDate] = [personName(people), day(people, 1966, 2004)];
    while (known.has(`${slug(name)} ${birthDate}`));
    known.add(`${slug(name)} ${birthDate}`);
    return {
      id: numbered('dv', n, 6),
      name,
      birthDate,
      workplaceId: posts[n] ?? '',
      residenceId,
      category: chance(people, 0.08) ? 'B' : 'A',
      ...(chance(people, 0.7) && { since: day(people, 2006, 2024) }),
      ...(chance(people, 0.3) && { mailbox: `${slug(name).split('-').at(-1)}${n + 1}@hop-thu.example` }),
    };
  });
};

/**
 * Exactly so many cells and members; the same seed and size give the same town. Among the cells, where the totals allow,
 * one of 207 members, one of 55 and one of a single member.
 */
export const sampleTown = (size: TownSize): Town => {
  const count = {
    wards: size.wards ?? Math.max(1, Math.round((size.committees * vinh.wards) / vinh.committees)),
    workplaces: size.workplaces ?? Math.max(1, Math.round((size.members * vinh.workplaces) / vinh.members)),
  };
  const atLeastOne = [size.committees, count.wards, count.workplaces].every((n) => Number.isSafeInteger(n) && n > 0);
  if (!atLeastOne || !Number.isSafeInteger(size.members) || size.members < 0) {
    throw new RangeError('a town has whole numbers of members, and at least one cell, ward and workplace');
  }
  const wards = wardsOf(size.seed, count.wards, size.committees);
  const cells = cellsOf(size.seed, wards, size.committees);
  const workplaces = workplacesOf(size.seed, count.workplaces);
  const province: Committee = {
    id: provinceId,
    name: provinceName,
    level: 'province',
    channel: 'mailbox',
    mailbox: 'tochuc@tinh-song-lua.example',
    language: 'vi',
  };
  return {
    committees: [province, ...wards.map((ward) => ward.committee), ...cells, ...workplaces],
    members: membersOf(size, cells, workplaces),
  };
};

export const sampleVillage = (seed: TownSize['seed'] = 1): Town => sampleTown({ seed, ...village });
