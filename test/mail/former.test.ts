import { describe, expect, it } from 'vitest';
import { committee, office } from '#domain/actor.ts';
import type { Language } from '#domain/language.ts';
import type { Contact } from '#domain/request-events.ts';
import { type ContactChange, keepRosterChanges, NAMED, tellRosterChanges } from '#records/contact-changes.ts';
import { aStory, type Story } from './story.ts';

const mailbox = (to: string, language: Language = 'vi'): Contact => ({ channel: 'mailbox', mailbox: to, language });
const OLD = 'cu@w1.example';
const NEW = 'moi@w1.example';

let link = 1;
const move = (story: Story, from: string, to: string, by = office('Trần Văn Quản'), language: Language = 'vi') =>
  story.request(
    'c1',
    { type: 'contactChanged', contact: mailbox(to), before: mailbox(from, language), linkVersion: ++link },
    by,
  );

const moved = async (language: Language = 'vi', by = office('Trần Văn Quản')): Promise<Story> => {
  const story = await aStory(language);
  await story.ask({ mailbox: OLD });
  await move(story, OLD, NEW, by, language);
  return story;
};

/** A committee of the roster, moved to a mailbox of its own unless said otherwise. */
const ofRoster = (
  { world: { clock } }: Story,
  n: number,
  more: Partial<Pick<ContactChange, 'before' | 'after'>> = {},
): ContactChange => ({
  ...({ where: '-', at: clock.now(), by: office('An'), seq: 2, of: 'roster', level: 'cell' } as const),
  committeeId: `c${n}`,
  name: `Chi bộ số ${n}`,
  before: mailbox(OLD),
  after: { channel: 'mailbox', mailbox: `c${n}@moi.example` },
  ...more,
});

async function tell({ world: { table } }: Story, changes: readonly ContactChange[]): Promise<void> {
  await keepRosterChanges(table, 2, 'v2', changes);
  await tellRosterChanges(table, 2, 'v2');
}

describe('the letter to a former mailbox', () => {
  it.each(['vi', 'en', 'fr'] as const)('tells no new address and opens nothing, in %s', async (language) => {
    const { to, text, html, subject, links } = await (await moved(language)).letter('formerMailbox');
    expect([to, links]).toEqual([OLD, []]);
    for (const part of [text, html, subject]) expect(part).not.toMatch(/moi@|\/r#/);
    expect(text).toMatch(/Chi bộ khối 5[\s\S]*0238\s000\s0012/);
  });

  it('says which ward changed it, and names no hand', async () => {
    const byWard = await (await moved('vi', committee('w1', 'Lò Văn Tay'))).letter('formerMailbox');
    expect(byWard.text).toContain('Nơi đổi: Đảng ủy phường Trường Vinh');
    const byOffice = await (await moved()).letter('formerMailbox');
    expect(byOffice.text).toContain('Nơi đổi: cơ quan phụ trách đợt');
    for (const { text } of [byWard, byOffice]) expect(text).not.toMatch(/Lò Văn Tay|Trần Văn Quản/);
  });

  it('leaves also when the mailbox was put back before, and says that too', async () => {
    const story = await moved();
    expect((await story.letter('formerMailbox')).text).not.toContain('Sau đó');
    await move(story, NEW, OLD);
    const mails = await story.mails('formerMailbox');
    const letters = await Promise.all(mails.map((mail) => story.compose(mail)));
    const told = letters.flatMap((one) =>
      one.outcome === 'letter' ? [[one.letter.to, one.letter.text] as const] : [],
    );
    expect(told.map(([to]) => to).sort()).toEqual([OLD, NEW].sort());
    expect(Object.fromEntries(told)[OLD]).toContain('Sau đó hộp thư này lại được ghi là hộp thư của cấp ủy');
    expect(Object.fromEntries(told)[NEW]).not.toContain('Sau đó');
  });

  it.each([
    ['stopped', { type: 'stopped', reason: 'x' }],
    ['cancelled', { type: 'cancelled', reason: 'x' }],
    ['over', { type: 'finished' }],
  ] as const)('leaves also of a cycle that is %s', async (_, event) => {
    const story = await moved();
    await story.cycle(event);
    expect((await story.last('formerMailbox')).outcome).toBe('letter');
  });

  it.each([
    ['vi', 'Danh sách cấp ủy mới nhập không còn tên cấp ủy này', 'Chi bộ số 1'],
    ['en', 'Your committee is no longer in the list of committees', 'Chi bộ số 1'],
    ['fr', 'Votre comité n’est plus dans la liste des comités', 'Chi bộ số 1'],
  ] as const)(
    'of a committee that is gone says so in %s, whom to tell, and opens nothing',
    async (language, ...words) => {
      const story = await aStory(language);
      await tell(story, [ofRoster(story, 1, { after: 'gone', before: mailbox(OLD, language) })]);
      const { to, text, html, links } = await story.letter('formerMailbox');
      expect([to, links]).toEqual([OLD, []]);
      for (const one of [...words, '0238']) for (const part of [text, html]) expect(part).toContain(one);
      for (const part of [text, html]) expect(part).not.toMatch(/moi@|\/r#/);
    },
  );

  it('tells one mailbox in one letter which of its committees moved and which are gone', async () => {
    const story = await aStory();
    const gone = { after: 'gone' } as const;
    await tell(story, [ofRoster(story, 1), ofRoster(story, 2, gone), ofRoster(story, 3), ofRoster(story, 4, gone)]);
    expect(await story.mails('formerMailbox')).toHaveLength(1);
    const { text, subject } = await story.letter('formerMailbox');
    expect(subject).toContain('4 cấp ủy');
    expect(text).toMatch(
      /cách gửi thư[\s\S]*- Chi bộ số 1\n- Chi bộ số 3\n[\s\S]*không còn tên[\s\S]*- Chi bộ số 2\n- Chi bộ số 4\n/,
    );
  });

  it('names those that are gone also behind very many that moved', async () => {
    const story = await aStory();
    const moves = Array.from({ length: NAMED + 7 }, (_, n) => ofRoster(story, n));
    await tell(story, [...moves, ofRoster(story, 99, { after: 'gone' })]);
    const { text } = await story.letter('formerMailbox');
    expect(text).toMatch(/- và 7 cấp ủy khác\n[\s\S]*- Chi bộ số 99\n/);
  });

  it('of very many committees names the first and counts the others', async () => {
    const story = await aStory();
    const moves = Array.from({ length: NAMED + 7 }, (_, n) => ofRoster(story, n));
    for (const _twice of [1, 2]) await tell(story, moves);
    expect(await story.mails('formerMailbox')).toHaveLength(1);
    const { text, subject } = await story.letter('formerMailbox');
    expect([subject.includes('57 cấp ủy'), text.match(/^- Chi bộ số/gm)?.length]).toEqual([true, NAMED]);
    expect(text).toContain('- và 7 cấp ủy khác');
  });
});
