import { describe, expect, it, onTestFinished } from 'vitest';
import { contactChangesSince, IN_ROSTER } from '#records/contact-changes.ts';
import { consoleInMemory, signedIn } from '#test/support/console.ts';
import { anOffice, type CellSeed, membersOf, type Office, rosterCsv } from '#test/support/office.ts';

const cell = (id: string, mailbox: string, more: Partial<CellSeed> = {}): CellSeed => ({
  id,
  mailbox,
  members: membersOf(id, 1),
  ...more,
});
const OTHER = cell('c2', 'c2@w1.example');
const OLD = 'cu@w1.example';
const NEW = 'moi@x.example';
const before = rosterCsv([cell('c1', OLD), OTHER]);
const after = rosterCsv([cell('c1', NEW), OTHER]);

const lettersTo = async (office: Office) =>
  (await office.mails('formerMailbox')).map(({ recipient }) => recipient.mailbox);

const listed = async ({ table }: Office) =>
  (await contactChangesSince(table, IN_ROSTER)).map((change) => [change.committeeId, change.before, change.after]);

describe('a roster takes no mailbox from its committee unseen', () => {
  it.each([
    ['at once', []],
    ['with an import between that leaves the committee out', [rosterCsv([OTHER])]],
    ['with one between that asks it on paper', [rosterCsv([cell('c1', OLD, { channel: 'paper' }), OTHER])]],
    ['with one between that has no mailbox', [rosterCsv([cell('c1', '', { channel: 'ward' }), OTHER])]],
    ['with both between', [rosterCsv([cell('c1', OLD, { channel: 'ward' }), OTHER]), rosterCsv([OTHER])]],
  ])('%s', async (_, between) => {
    const office = await anOffice(before);
    for (const roster of [...between, after]) await office.import(roster);
    expect(new Set(await lettersTo(office))).toEqual(new Set([OLD]));
    const rows = (await contactChangesSince(office.table, IN_ROSTER)).filter(({ committeeId }) => committeeId === 'c1');
    expect(rows).toHaveLength(between.length + 1);
  });

  it('nor under another number', async () => {
    const office = await anOffice(before);
    await office.import(rosterCsv([cell('c1-moi', NEW), OTHER]));
    expect(await lettersTo(office)).toEqual([OLD]);
  });
});

it('a committee that comes into the roster is listed, and nobody is told; the first roster is no news', async () => {
  const office = await anOffice(before);
  expect(await listed(office)).toEqual([]);
  await office.import(rosterCsv([cell('c1', OLD), OTHER, cell('c3', 'c3@w1.example')]));
  expect(await listed(office)).toEqual([['c3', 'new', { channel: 'mailbox', mailbox: 'c3@w1.example' }]]);
  expect(await lettersTo(office)).toEqual([]);
});

const rosterPage = async (office: Office) => {
  const here = await consoleInMemory({}, office.table);
  onTestFinished(() => here.machine.close());
  const an = await signedIn(here, 'Nguyễn An');
  const page = await (await an.get('/console/roster/contacts')).text();
  return page.split('<section class="card">').slice(1);
};

it('two committees with one mailbox in two spellings share one letter, and both show what became of it', async () => {
  const office = await anOffice(rosterCsv([cell('c1', 'Cu@w1.example'), cell('c2', 'cu@W1.example')]));
  await office.import(rosterCsv([cell('c1', NEW), cell('c2', NEW)]));
  expect(await lettersTo(office)).toEqual([OLD]);
  const cards = await rosterPage(office);
  expect(cards).toHaveLength(2);
  for (const card of cards) expect(card).toContain('Thư báo hộp thư cũ <span class="tag due">đang chờ</span>');
});

it('the list shows who is gone without a link to nowhere, and those who came behind them', async () => {
  const office = await anOffice(before);
  await office.import(rosterCsv([OTHER]));
  await office.import(after);
  const [gone = '', came = '', ...others] = await rosterPage(office);
  expect(others).toEqual([]);
  expect(gone).toMatch(/<h2>Cấp ủy c1<\/h2>[\s\S]*cu@w1\.example[\s\S]*không còn trong danh sách/);
  expect(came).toMatch(
    /<a href="\/console\/roster\/committees\/c1">[\s\S]*chưa có trong danh sách[\s\S]*moi@x\.example/,
  );
});
