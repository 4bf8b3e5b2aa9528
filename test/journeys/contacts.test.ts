import { describe, expect, it, onTestFinished } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { offsetClock } from '#adapters/offset-clock.ts';
import { spooled } from '#adapters/spool-mailer.ts';
import type { Table } from '#ports';
import { load, parties } from '#records/journal.ts';
import { dueMails, type Mail, OUT_SHARDS, readMail } from '#records/outbox.ts';
import { currentRoster } from '#records/roster.ts';
import { suppress } from '#records/suppression.ts';
import { replaceContact } from '#steps/confirm/confirm.ts';
import { replacePartyContact } from '#steps/people/contact.ts';
import { command, consoleInMemory, launched, signedIn, type TestConsole, upload } from '#test/support/console.ts';
import { STARTED } from '#test/support/ground.ts';
import { copyOf, Killed, leftovers, type MemoryTable, mortal } from '#test/support/mortal.ts';
import { anOffice, by, membersOf, Office, rosterCsv } from '#test/support/office.ts';
import { aMember, aWard, bothCsv } from '#test/support/roster-files.ts';
import { stores } from '#test/support/stores.ts';
import { finishIntents } from '#watch/finish.ts';

const OWN = 'cua-toi@rieng.example';

const told = async (here: TestConsole) => {
  await here.machine.settle();
  return (await spooled(here.table)).filter(({ kind }) => kind === 'formerMailbox');
};

describe.each(Object.entries(stores))('a mailbox that is changed, on %s', (_, store) => {
  it('by whoever may not read the answers brings the former one exactly one letter, and stands where an administrator looks', async () => {
    const here = await consoleInMemory({}, await store());
    onTestFinished(() => here.machine.close());
    const an = await signedIn(here, 'Nguyễn An');
    const cycleId = await launched(here, an);
    const tinh = await signedIn(here, 'Bùi Tình', { role: 'wardOfficer', committeeId: 'PX-01' });
    const form = {
      csrf: tinh.csrf,
      command: command(here),
      channel: 'mailbox',
      mailbox: OWN,
      second: '',
      language: 'vi',
    };
    const act = `/console/requests/${cycleId}.CB-01/contact`;
    for (const _twice of [1, 2]) expect((await tinh.post(act, { form })).status).toBe(303);
    const [letter, ...others] = await told(here);
    expect([letter?.to, others, letter?.links]).toEqual(['chibo1@phuong.example', [], []]);
    // A ward's officer acts for the ward, and for no office above it.
    for (const words of ['Chi bộ 1', 'Nơi đổi: Đảng ủy phường', '0238\u00a0000\u00a0000', '02/11/2026'])
      expect(letter?.text).toContain(words);
    expect(`${letter?.text} ${letter?.html} ${letter?.subject}`).not.toMatch(/rieng|\/r#/);
    const page = await (await an.get(`/console/cycles/${cycleId}/contacts`)).text();
    for (const words of ['chibo1@phuong.example', OWN, 'Bùi Tình', 'Thư báo hộp thư cũ', `${cycleId}.CB-01`])
      expect(page).toContain(words);
    expect(await (await an.get(`/console/cycles/${cycleId}`)).text()).toContain('Hộp thư đã đổi (1)');
    // Back before anybody looks, it is known all the same.
    await tinh.post(act, { form: { ...form, command: command(here), mailbox: 'chibo1@phuong.example' } });
    expect((await told(here)).map(({ to }) => to).sort()).toEqual(['chibo1@phuong.example', OWN]);
    expect(await (await an.get(`/console/cycles/${cycleId}`)).text()).toContain('Hộp thư đã đổi (2)');
  });

  it('of a ward or a workplace, or by an import, brings one letter too', async () => {
    const here = await consoleInMemory({}, await store());
    onTestFinished(() => here.machine.close());
    const an = await signedIn(here, 'Nguyễn An');
    const cycleId = await launched(here, an);
    for (const id of ['PX-01', 'CQ-01']) {
      const form = { csrf: an.csrf, command: command(here), mailbox: OWN, language: 'vi' };
      const to = `/console/cycles/${cycleId}/parties/${id}/contact`;
      for (const _twice of [1, 2]) expect((await an.post(to, { form })).status).toBe(303);
    }
    expect((await told(here)).map(({ to }) => to).sort()).toEqual(['phuong@phuong.example', 'so@tinh.example']);
    const next = aWard.map((one) => (one.id.startsWith('CB-') ? { ...one, mailbox: `${one.id}@moi.example` } : one));
    const members = ['DV-001', 'DV-002', 'DV-003'].map((id) => aMember({ id }));
    const checked = await upload(here, an, bothCsv(next, members));
    const applied = await an.post(checked.headers.get('location') ?? '', { form: { csrf: an.csrf } });
    expect(applied.headers.get('location')).toBe('/console/roster?done=applied');
    const ofRoster = (await told(here)).filter(({ text }) => text.includes('Trong danh sách cấp ủy'));
    expect(ofRoster.map(({ to }) => to).sort()).toEqual(['chibo1@phuong.example', 'chibo2@phuong.example']);
    const page = await (await an.get('/console/roster/contacts')).text();
    for (const words of ['chibo2@phuong.example', 'cb-02@moi.example', 'Nguyễn An', 'khi nhập danh sách'])
      expect(page.toLowerCase()).toContain(words.toLowerCase());
  });
});

const CELLS = [
  { id: 'c1', mailbox: 'chung@x.example', members: membersOf('c1', 1) },
  { id: 'c2', mailbox: 'chung@x.example', members: membersOf('c2', 1) },
  { id: 'c3', mailbox: 'rieng@x.example', members: membersOf('c3', 1) },
];
const STAYS = { id: 'c4', mailbox: 'c4@x.example', members: membersOf('c4', 1) };
const moved = rosterCsv([...CELLS.map((cell) => ({ ...cell, mailbox: `${cell.id}@moi.example` })), STAYS]);

interface Deed {
  readonly title: string;
  readonly run: (office: Office, cycleId: string) => Promise<unknown>;
  /** Whether it counts, whatever was left to do. */
  readonly stands: (office: Office, cycleId: string) => Promise<boolean>;
  readonly former: readonly string[];
}

const deeds: readonly Deed[] = [
  {
    title: 'of a cell',
    run: ({ world }, cycleId) =>
      replaceContact(world)(`${cycleId}.c3`, by('w1'), { channel: 'mailbox', mailbox: OWN, language: 'vi' }),
    stands: async (office, cycleId) => (await office.state(`${cycleId}.c3`)).contact.mailbox === OWN,
    former: ['rieng@x.example'],
  },
  {
    title: 'of a ward',
    run: ({ world }, cycleId) => replacePartyContact(world)(cycleId, 'w1', by('t1'), { mailbox: OWN, language: 'vi' }),
    stands: async ({ table }, cycleId) => (await load(table, parties, `${cycleId}.w1`)).state.contact?.mailbox === OWN,
    former: ['w1@coquan.example'],
  },
  {
    title: 'of every cell, by an import',
    run: (office) => office.import(moved),
    stands: async ({ table }) => (await currentRoster(table))?.turn === 2,
    former: ['chung@x.example', 'rieng@x.example'],
  },
  {
    title: 'of cells that leave the roster, by an import',
    run: (office) => office.import(rosterCsv([STAYS])),
    stands: async ({ table }) => (await currentRoster(table))?.turn === 2,
    former: ['chung@x.example', 'rieng@x.example'],
  },
];

/** Mails that wait to be sent, and do not only stand in the store. */
async function waiting(table: Table): Promise<readonly Mail[]> {
  const mails: Mail[] = [];
  for (let shard = 0; shard < OUT_SHARDS; shard += 1)
    for (const { id } of await dueMails(table, shard, '9999', 1000)) {
      const mail = (await readMail(table, id))?.mail;
      if (mail?.kind === 'formerMailbox') mails.push(mail);
    }
  return mails;
}

const officeOn = async (table: MemoryTable, files: Office['files'], through: Table = table) =>
  new Office(table, await offsetClock({ now: () => STARTED }, table), files, through);

describe('a process that dies between the change of a mailbox and the letter about it loses no letter', () => {
  it.each(deeds)('$title', async ({ run, stands, former }) => {
    const before = await anOffice(rosterCsv([...CELLS, STAYS]));
    const cycleId = await before.begin();
    let both = 0;
    for (let dieAt = 0, alive = false; !alive; dieAt += 1) {
      const { table, files } = await copyOf(before);
      const body = mortal(table, dieAt);
      const doomed = await officeOn(table, files, body.table);
      await Promise.race([run(doomed, cycleId), body.dead]).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      alive = body.writes() <= dieAt;
      const office = await officeOn(table, files);
      await finishIntents(office.world, { everything: true, fault: (error) => expect(error).toBeUndefined() });
      const done = await stands(office, cycleId);
      const letters = (await waiting(table)).map(({ recipient }) => recipient.mailbox).sort();
      expect(letters, `killed at write ${dieAt}`).toEqual(done ? former : []);
      expect(leftovers(table).filter(({ pk }) => pk.startsWith('TODO#'))).toEqual([]);
      both |= done ? 1 : 2;
    }
    expect(both).toBe(3);
  });
});

describe('a letter to a former mailbox', () => {
  it('names every committee that one import took it from, and none goes to a mailbox that refused', async () => {
    const office = await anOffice(rosterCsv(CELLS));
    await suppress(office.table, 'rieng@x.example', { reason: 'bounce', since: STARTED, mailId: 'x' });
    const here = await consoleInMemory({}, office.table);
    onTestFinished(() => here.machine.close());
    await office.import(moved);
    const [letter, ...others] = await told(here);
    expect([letter?.to, others]).toEqual(['chung@x.example', []]);
    expect(letter?.text).toMatch(/- Cấp ủy c1\n- Cấp ủy c2/);
    // No cycle has named anybody to call.
    expect(letter?.text).toContain('Ban Tổ chức');
    const refused = (await office.mails('formerMailbox')).find(({ status }) => status === 'dropped');
    expect(refused).toMatchObject({ recipient: { mailbox: 'rieng@x.example' }, reason: 'suppressed' });
  });

  it('is written for another mailbox or way, and for nothing else', async () => {
    const office = await anOffice(rosterCsv(CELLS));
    const id = `${await office.begin()}.c3`;
    const change = (n: string, contact: Parameters<ReturnType<typeof replaceContact>>[2]) =>
      replaceContact(office.world)(id, by('w1', n), contact);
    await change('1', { channel: 'mailbox', mailbox: 'Rieng@X.example', language: 'en' });
    expect(await office.mails('formerMailbox')).toEqual([]);
    await change('2', { channel: 'ward', mailbox: 'rieng@x.example', language: 'en' });
    expect(await office.mails('formerMailbox')).toMatchObject([{ recipient: { language: 'en' } }]);
    await change('3', { channel: 'paper', mailbox: 'rieng@x.example', language: 'en' });
    expect(await office.mails('formerMailbox')).toHaveLength(1);
  });
});

const closedTo = ['provinceObserver', 'workplaceOfficer'] as const;
it.each(closedTo)('whose mailbox was changed is not for a %s', async (role) => {
  const here = await consoleInMemory({}, memoryTable());
  onTestFinished(() => here.machine.close());
  const an = await signedIn(here, 'Nguyễn An');
  const cycleId = await launched(here, an);
  const who = await signedIn(here, 'Lê Khác', role === 'workplaceOfficer' ? { role, committeeId: 'CQ-01' } : { role });
  for (const path of [`/console/cycles/${cycleId}/contacts`, '/console/roster/contacts'])
    expect((await who.get(path)).status).toBe(403);
});

it('where a workplace’s evaluations go is told in full only to whoever decides it, and another part’s changes to nobody', async () => {
  const here = await consoleInMemory({}, memoryTable());
  onTestFinished(() => here.machine.close());
  const an = await signedIn(here, 'Nguyễn An');
  const cycleId = await launched(here, an);
  const form = { csrf: an.csrf, command: command(here), mailbox: OWN, language: 'vi' };
  await an.post(`/console/cycles/${cycleId}/parties/CQ-01/contact`, { form });
  const path = `/console/cycles/${cycleId}/contacts`;
  const auditor = await signedIn(here, 'Lê Soát', { role: 'auditor', committeeId: 'TU-01' });
  const seen = await (await auditor.get(path)).text();
  expect(seen).toMatch(/s…@tinh\.example[\s\S]*c…@rieng\.example/);
  expect(seen).not.toMatch(/so@tinh|cua-toi/);
  const ward = await signedIn(here, 'Bùi Phường', { role: 'wardOfficer', committeeId: 'PX-01' });
  expect(await (await ward.get(path)).text()).toContain('Chưa có lần đổi nào');
});
