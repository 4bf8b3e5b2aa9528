import { describe, expect, it } from 'vitest';
import type { CommitteeField, MemberField } from '#domain/roster-columns.ts';
import { type Reading, type RowReading, readCommittee, readMember } from '#domain/roster-rows.ts';

const reading: Reading = { dates: 'dmy', workbook: false, today: '2026-11-12' };

const member = (cells: Partial<Record<MemberField, string>>, how: Partial<Reading> = {}) => {
  const row: Partial<Record<MemberField, string>> = {
    id: 'DV-001',
    name: 'Nguyễn Văn An',
    birthDate: '01/05/1974',
    workplaceId: 'CQ-01',
    residenceId: 'CB-01',
    category: 'A',
    ...cells,
  };
  return readMember((field) => row[field] ?? '', { ...reading, ...how });
};

const committee = (cells: Partial<Record<CommitteeField, string>>) => {
  const row: Partial<Record<CommitteeField, string>> = { id: 'CB-01', name: 'Chi bộ 1', level: 'chi bộ', ...cells };
  return readCommittee((field) => row[field] ?? '');
};

const kept = <T>(read: RowReading<T>): T => {
  if ('kept' in read) return read.kept;
  throw new Error(JSON.stringify(read));
};

const faults = (read: RowReading<unknown>): string[] =>
  'problems' in read ? read.problems.map(({ column, reason }) => `${column} ${reason}`) : [];

describe('the id of a row', () => {
  it('keeps its leading zeros', () => expect(kept(member({ id: '000123' })).id).toBe('000123'));

  it.each([
    ['around it', ' \u00A0DV-001\u200B '],
    ['inside it', 'DV\u200B-001'],
  ])('never becomes another one by what cannot be seen %s', (_, id) => expect(kept(member({ id })).id).toBe('DV-001'));

  it.each([
    ['a number that Excel shortened', '1.2E+11', 'id-scientific'],
    ['the same with a comma', '1,2E11', 'id-scientific'],
    ['full-width digits', '１２３', 'id-form'],
    ['a non-breaking space inside', 'DV\u00A0001', 'id-form'],
    ['a sign that separates keys', 'DV#001', 'id-form'],
    ['a point', 'DV.001', 'id-form'],
    ['more than 64 characters', 'D'.repeat(65), 'id-form'],
    ['nothing', '', 'empty'],
    ['a broken formula', '#N/A', 'cell-error'],
  ])('is refused when it is %s', (_, id, reason) => expect(faults(member({ id }))).toEqual([`id ${reason}`]));
});

describe('a name', () => {
  it('is kept in NFC, whichever way it was composed', () => {
    const name = 'Nguyễn Thị Hòa';
    expect(kept(member({ name: name.normalize('NFD') })).name).toBe(name.normalize('NFC'));
  });

  it.each([
    ['the old place of a tone mark', 'Nguyễn Thị Hoà'],
    ['a formula', '=HYPERLINK("http://x.example","x")'],
    ['an emoji with its parts', 'Trần 👩‍👩‍👧 Bé 🇻🇳'],
    ['letters beyond the first plane', '𠀋𡈽'],
    ['a doubled quote', 'Lê "Ba" Tư'],
    ['a line break', 'Chi bộ 5\nphường Hưng Dũng'],
  ])('is kept with %s as it stands', (_, name) => expect(kept(member({ name })).name).toBe(name));

  it('loses what cannot be seen and doubled spaces', () =>
    expect(kept(member({ name: '  Nguyễn\u00A0 Văn\u200B An ' })).name).toBe('Nguyễn Văn An'));

  it.each([
    ['a right-to-left override', 'An \u202E gnohP', 'direction-override'],
    ['ten thousand combining marks', `A${'\u0301'.repeat(10_000)}`, 'too-many-marks'],
    ['a zero byte', 'An\u0000', 'control-character'],
    ['a letter that was no UTF-8', 'Nguy\uFFFDn', 'invalid-utf8'],
    ['half a character', 'An \uD83D', 'invalid-utf8'],
    ['letters read in a wrong encoding', 'Nguyá»…n VÄƒn An', 'garbled-letters'],
    ['201 characters', 'x'.repeat(201), 'too-long'],
    ['only what cannot be seen', '\u200B\u00A0', 'empty'],
  ])('is refused with %s', (_, name, reason) => expect(faults(member({ name }))).toEqual([`name ${reason}`]));
});

describe('a mailbox', () => {
  const mailboxOf = (mailbox: string) => kept(committee({ mailbox })).mailbox;

  it.each([
    ['a plain address', 'chibo@phuong.example', 'chibo@phuong.example'],
    ['spaces around it', ' chibo@phuong.example\u00A0', 'chibo@phuong.example'],
    ['a domain beyond ASCII', 'chibo@bücher.example', 'chibo@xn--bcher-kva.example'],
    ['capitals in its domain', 'Chi.Bo+1@Phuong.Example', 'Chi.Bo+1@phuong.example'],
  ])('is taken: %s', (_, written, address) => expect(mailboxOf(written)).toBe(address));

  it.each([
    ['no @', 'chibo.phuong.example', 'address-no-at'],
    ['a quoted local part', '"a@x y"@b.vn', 'address-local-part'],
    ['letters beyond ASCII before the @', 'chíbộ@phuong.example', 'address-local-part'],
    ['a dot at its end', 'chibo@phuong.example.', 'address-domain'],
    ['a dot before the @', 'chibo.@phuong.example', 'address-local-part'],
    ['two dots', 'chi..bo@phuong.example', 'address-local-part'],
    ['a domain of one label', 'chibo@localhost', 'address-domain'],
    ['a number for a domain', 'chibo@127.0.0.1', 'address-domain'],
    ['a path after its domain', 'chibo@phuong.example/x', 'address-domain'],
    ['two addresses', 'a@phuong.example; b@phuong.example', 'address-one-only'],
    ['a header after a line break', 'a@phuong.example\nBcc: b@phuong.example', 'address-local-part'],
    [
      '255 characters',
      `aa@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.example1`,
      'address-too-long',
    ],
  ])('is refused with %s', (_, mailbox, reason) =>
    expect(faults(committee({ mailbox }))).toEqual([`mailbox ${reason}`]),
  );

  it('takes exactly 254 characters', () => {
    const mailbox = `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.example`;
    expect(mailbox).toHaveLength(253);
    expect(mailboxOf(`a${mailbox}`)).toHaveLength(254);
  });
});

describe('a date', () => {
  it.each([
    ['01/05/1974', 'dmy'],
    ['1974-05-01', 'dmy'],
    ['1.5.1974', 'dmy'],
    ['1950', 'dmy'],
    ['03/1950', 'dmy'],
    ['1974-05-01', 'iso'],
    ['29/02/2000', 'dmy'],
  ] as const)('is kept as written: %s under %s', (birthDate, dates) =>
    expect(kept(member({ birthDate }, { dates })).birthDate).toBe(birthDate),
  );

  it('is kept as ISO where the month was declared to come first, so that nobody misreads it later', () =>
    expect(kept(member({ birthDate: '03/04/1980' }, { dates: 'mdy' })).birthDate).toBe('1980-03-04'));

  it.each([
    ['31/02/2026', 'date-not-in-calendar', 'dmy'],
    ['29/02/1900', 'date-not-in-calendar', 'dmy'],
    ['12/31/1980', 'date-not-in-calendar', 'dmy'],
    ['31/12/1980', 'date-not-in-calendar', 'mdy'],
    ['03/04/1980', 'date-form', 'iso'],
    ['03/04/80', 'date-form', 'dmy'],
    ['0１/05/1974', 'date-form', 'dmy'],
    ['27150', 'date-form', 'dmy'],
    ['01/01/1066', 'date-out-of-range', 'dmy'],
    ['13/11/2026', 'date-in-future', 'dmy'],
  ] as const)('%s is refused: %s, declared %s', (birthDate, reason, dates) =>
    expect(faults(member({ birthDate }, { dates }))).toEqual([`birthDate ${reason}`]),
  );

  it('may stand as a day number in a workbook', () =>
    expect(kept(member({ birthDate: '27150' }, { workbook: true })).birthDate).toBe('1974-05-01'));
});

describe('category C', () => {
  it.each([
    'C',
    'c',
    ' C ',
    'Ｃ',
    'С',
    'C\u200B',
    'Ç',
    'diện C',
    'Loại C',
    'miễn giới thiệu',
    'MIỄN GIỚI THIỆU sinh hoạt',
    'exempt from introduction',
    'bí mật',
  ])('is known however it is written: %j, and nothing of the row comes out', (category) =>
    expect(member({ category })).toEqual({ secret: true }),
  );

  it('is not even hinted at by the other faults of its row', () =>
    expect(member({ category: 'C', id: '###', birthDate: 'x' })).toEqual({ secret: true }));

  it.each(['', 'D', 'A hoặc C', '1'])(
    'could stand behind an unknown category %j, so that its value is not shown',
    (category) => {
      const read = member({ category, id: 'DV 1' });
      expect('problems' in read && read.problems).toEqual([
        { column: 'category', reason: category === '' ? 'empty' : 'category-unknown', mend: 'A | B' },
      ]);
    },
  );

  it.each([
    ['A', 'A'],
    ['b', 'B'],
    ['diện A', 'A'],
    ['Ｂ', 'B'],
    ['Miễn sinh hoạt', 'B'],
  ])('is not %s', (written, category) => expect(kept(member({ category: written })).category).toBe(category));
});

describe('a member row', () => {
  it('may lack a residence or a workplace: the launch decides about them', () =>
    expect(kept(member({ residenceId: '', workplaceId: '' }))).toMatchObject({ residenceId: '', workplaceId: '' }));

  it('names every cell that is wrong, with its value and what would do', () => {
    const read = member({ id: 'DV 1', birthDate: '31/02/1970', mailbox: 'x' });
    expect(read).toEqual({
      problems: [
        { column: 'id', reason: 'id-form', value: 'DV 1', mend: 'A–Z a–z 0–9 - _' },
        { column: 'birthDate', reason: 'date-not-in-calendar', value: '31/02/1970', mend: 'dd/mm/yyyy' },
        { column: 'mailbox', reason: 'address-no-at', value: 'x', mend: 'name@domain.vn' },
      ],
    });
  });
});

describe('a committee row', () => {
  it.each([
    ['chi bộ', 'cell'],
    ['CHI UY', 'cell'],
    ['Đảng ủy xã, phường', 'commune'],
    ['ward', 'commune'],
    ['Tỉnh ủy', 'province'],
    ['nơi công tác', 'workplace'],
  ])('of level %s is a %s', (level, meaning) => expect(kept(committee({ level })).level).toBe(meaning));

  it('is asked by mail in Vietnamese unless it says otherwise', () => {
    expect(kept(committee({}))).toMatchObject({ channel: 'mailbox', language: 'vi' });
    expect(kept(committee({ channel: 'qua phường', language: 'English' }))).toMatchObject({
      channel: 'ward',
      language: 'en',
    });
  });

  it('may give a telephone or an address as its second contact', () => {
    expect(kept(committee({ secondContact: '0238 000 000' })).secondContact).toBe('0238 000 000');
    expect(faults(committee({ secondContact: 'a@' }))).toEqual(['secondContact address-domain']);
  });

  it('names the words that would do', () =>
    expect(committee({ level: 'huyện' })).toMatchObject({
      problems: [{ column: 'level', value: 'huyện', mend: 'cell | commune | province | workplace' }],
    }));
});
