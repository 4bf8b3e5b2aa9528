import { describe, expect, it } from 'vitest';
import { clock as byClock } from '#domain/actor.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import { behindTheDoor } from '#edge/door/behind.ts';
import { saveDraft } from '#records/drafts.ts';
import { append, load, requests } from '#records/journal.ts';
import { dueMails, OUT_SHARDS, readMail } from '#records/outbox.ts';
import { keepParties } from '#records/parties.ts';
import { keepSlice } from '#records/slices.ts';
import { openedWith, submittedAbout } from '#test/support/requests.ts';
import { aWorld } from '#test/support/world.ts';

const request = { kind: 'request', id: 'c1.cell1' } as const;

function records() {
  const world = aWorld();
  let nudges = 0;
  const behind = behindTheDoor(world, () => {
    nudges++;
  });
  const happen = async (event: RequestEvent): Promise<void> => {
    const loaded = await load(world.table, requests, request.id);
    const command = { id: `command ${loaded.state.seq}`, by: byClock, at: world.clock.now() };
    await append(world.table, requests, request.id, loaded, command, event);
  };
  const due = async () => {
    const shards = Array.from({ length: OUT_SHARDS }, (_, shard) =>
      dueMails(world.table, shard, world.clock.now(), 10),
    );
    const pointers = (await Promise.all(shards)).flat();
    return Promise.all(pointers.map(async ({ id }) => (await readMail(world.table, id))?.mail));
  };
  return { world, behind, happen, due, nudges: () => nudges };
}

describe('who may open', () => {
  it('a request is its committee’s contact, as its journal has it now', async () => {
    const { behind, happen } = records();
    expect(await behind.contactOf(request)).toBeUndefined();
    await happen(openedWith(2));
    expect(await behind.contactOf(request)).toEqual({ mailboxes: ['khoi1@phuong.example'], language: 'vi' });
  });

  it('a ward’s or workplace’s part is that committee, as the cycle knows it', async () => {
    const { world, behind } = records();
    const ward = { id: 'w1', name: 'Phường 1', level: 'commune', channel: 'mailbox' } as const;
    await keepParties(world.table, 'c1', [{ ...ward, mailbox: 'dangbo@phuong.example', language: 'fr' }]);
    const contact = { mailboxes: ['dangbo@phuong.example'], language: 'fr' };
    expect(await behind.contactOf({ kind: 'desk', id: 'c1.w1' })).toEqual(contact);
    expect(await behind.contactOf({ kind: 'delivery', id: 'c1.w1' })).toEqual(contact);
    expect(await behind.contactOf({ kind: 'desk', id: 'c1.w2' })).toBeUndefined();
  });

  it('a member’s record is the member, and nobody where the roster has no mailbox', async () => {
    const { world, behind } = records();
    const member = {
      id: 'm1',
      name: 'Nguyễn Văn A',
      category: 'A',
      workplaceId: 'e1',
      birthDate: '1974-05-01',
    } as const;
    await keepSlice(world.table, request.id, [
      { ...member, mailbox: 'a@phuong.example' },
      { ...member, id: 'm2' },
    ]);
    const mailboxes = async (slot: number) =>
      (await behind.contactOf({ kind: 'member', id: `${request.id}.${slot}` }))?.mailboxes;
    expect(await mailboxes(0)).toEqual(['a@phuong.example']);
    expect(await mailboxes(1)).toEqual([]);
    expect(await mailboxes(2)).toBeUndefined();
    expect(await behind.contactOf({ kind: 'member', id: 'nonsense' })).toBeUndefined();
  });
});

describe('what is written', () => {
  it('on a request are drafts and answers', async () => {
    const { world, behind, happen } = records();
    await happen(openedWith(2));
    expect(await behind.isWritten(request)).toBe(false);
    await happen(submittedAbout({ 0: 'comment' }));
    expect(await behind.isWritten(request)).toBe(true);

    const other = { kind: 'request', id: 'c1.cell2' } as const;
    expect(await behind.isWritten(other)).toBe(false);
    const draft = { expectedVersion: 0, answer: {}, finished: false, keepUntil: '2027-01-01T00:00:00.000Z' };
    await saveDraft(world, other.id, 'meeting', draft);
    expect(await behind.isWritten(other)).toBe(true);
  });

  it('on every other page is always there: others wrote it', async () => {
    const { behind } = records();
    for (const kind of ['desk', 'delivery', 'member'] as const)
      expect(await behind.isWritten({ kind, id: 'c1.x' })).toBe(true);
  });
});

describe('a mail of the door', () => {
  it('is due at once, once, and wakes the sender', async () => {
    const { behind, due, nudges } = records();
    const mail = {
      kind: 'code',
      to: 'khoi1@phuong.example',
      language: 'vi',
      subjects: [request],
      occurrence: 'o1',
      code: '12345678',
    } as const;
    await Promise.all([behind.enqueue(mail), behind.enqueue(mail)]);
    expect(await due()).toMatchObject([
      {
        kind: 'code',
        recipient: { mailbox: 'khoi1@phuong.example', language: 'vi' },
        subjects: [request],
        dueAt: '2026-11-02T02:00:00.000Z',
        facts: { code: '12345678', minutes: 10, expiresAt: '2026-11-02T02:10:00.000Z' },
      },
    ]);
    expect(nudges()).toBe(2);
  });
});
