import { setTimeout as pause, setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sesMailer } from '#adapters/ses-mailer.ts';
import type { Handover, Letter, Mailer } from '#ports';
import { load, requests } from '#records/journal.ts';
import { brakedCycles, dayOfMail, releaseBrake } from '#records/mail-brake.ts';
import { mailPause } from '#records/mail-hold.ts';
import { type Mail, readMail } from '#records/outbox.ts';
import { liftSuppression, listSuppressions, suppress } from '#records/suppression.ts';
import { cycleId, requestId, Story } from '#test/mail/story.ts';
import { fakeSes } from '#test/support/fake-ses.ts';
import { queued, sesEvent } from '#test/support/ses-events.ts';
import { aWorld } from '#test/support/world.ts';
import { mailEvents } from '#watch/mail-events.ts';
import { type SendDeps, send } from '#watch/send.ts';

const MINUTE = 60_000;

/** A clock that goes, and can be moved ahead. */
function goingClock(start = '2026-11-02T02:00:00.000Z') {
  let ahead = Date.parse(start) - Date.now();
  return {
    now: () => new Date(Date.now() + ahead).toISOString(),
    set: () => {},
    pass: (milliseconds: number) => {
      ahead += milliseconds;
    },
  };
}

async function aSender(mailerOf: (clock: { now: () => string }) => Mailer, more: Partial<SendDeps> = {}) {
  const clock = goingClock();
  const story = await new Story('vi', { ...aWorld(), clock }).begin();
  const events: string[] = [];
  const mailer = mailerOf(clock);
  const run = send({
    world: story.world,
    mailer,
    compose: story.deps,
    patience: 4 * MINUTE,
    pause: (ms) => pause(ms),
    log: (event) => void events.push(event),
    ...more,
  });
  return { story, clock, run, events, alarms: (name: string) => events.filter((event) => event === name).length };
}

const askMany = async (story: Story, count: number, from = 0) => {
  for (let n = from; n < from + count; n++) await story.ask({ id: `c${n}`, members: 1 });
};

/** A mailer of a pace that does as it is told. */
const scripted = (answer: (letter: Letter, n: number) => Handover | Promise<Handover>, perSecond = 10_000) => {
  const handed: Letter[] = [];
  const mailer: Mailer = {
    hand: async (letter) => {
      handed.push(letter);
      return answer(letter, handed.length);
    },
    rate: async () => ({ perSecond, leftToday: 50_000 }),
  };
  return { mailer, handed };
};

const accepted = (letter: Letter): Handover => ({ outcome: 'accepted', messageId: `m-${letter.id}` });

const mailTo = async (story: Story, id: string): Promise<Mail> => {
  const stored = await readMail(story.world.table, id);
  if (!stored) throw new Error('no such mail');
  return stored.mail;
};

describe('sending through Amazon SES', () => {
  it('keeps to 80 % of the rate; 30 % of the calls throttled, all leave, none twice', async () => {
    const PER_SECOND = 50;
    const COUNT = 60;
    const ses = await fakeSes({
      quota: { perDay: 50_000, perSecond: PER_SECOND, sent: 0 },
      refuse: (_, n) => (n % 10 < 3 ? ['Throttling', 'Maximum sending rate exceeded.'] : undefined),
    });
    const { story, clock, run } = await aSender((at) =>
      sesMailer({ aws: ses.aws, configurationSet: 'exchange', clock: at }),
    );
    await askMany(story, COUNT);
    const began = performance.now();
    await run();
    const took = performance.now() - began;
    expect(ses.counts.asked).toBe(COUNT);
    // Never above 80 % of the rate; how far below it is the machine's matter.
    expect(took).toBeGreaterThan(((COUNT - 2) / (PER_SECOND * 0.8)) * 1000);
    for (let minutes = 1; minutes <= 20 && (await story.mails('request')).length > 0; minutes++) {
      clock.pass(MINUTE);
      await run();
    }
    const tos = ses.taken.map(({ to }) => to);
    expect(new Set(tos).size).toBe(COUNT);
    expect(tos).toHaveLength(COUNT);
    const ids = ses.taken.map(({ tags }) => tags['mail-id']);
    expect(new Set(ids).size).toBe(COUNT);
    for (const id of ids) expect((await mailTo(story, id ?? '')).status).toBe('sent');
    expect((await dayOfMail(story.world.table, cycleId, '2026-11-02')).sent).toBe(COUNT);
  });

  it('holds still while sending is paused: one alarm, few calls, and it goes on by itself', async () => {
    let isPaused = true;
    const ses = await fakeSes({
      quota: { perDay: 50_000, perSecond: 30, sent: 0 },
      refuse: () => (isPaused ? ['AccountSendingPausedException', 'Sending paused'] : undefined),
    });
    // However slow this machine is, a slot comes when the letter of the one before was answered.
    let answered = 0;
    const pause = async () => {
      for (const before = answered; answered === before; ) await setImmediate();
      await setImmediate();
    };
    const { story, clock, run, alarms } = await aSender(
      (at) => {
        const mailer = sesMailer({ aws: ses.aws, configurationSet: 'exchange', clock: at });
        const hand = (letter: Letter) => mailer.hand(letter).finally(() => (answered += 1));
        return { ...mailer, hand };
      },
      { pause },
    );
    await askMany(story, 15);
    for (let beat = 0; beat < 36; beat++) {
      await run();
      clock.pass(5 * MINUTE);
    }
    // Three hours of beats: asked again once an hour, not with every beat.
    expect(alarms('mail.paused')).toBe(1);
    expect(ses.counts.asked).toBeLessThanOrEqual(6);
    isPaused = false;
    clock.pass(61 * MINUTE);
    await run();
    expect(ses.taken).toHaveLength(15);
    expect(await mailPause(story.world.table, clock.now())).toBeUndefined();
  });

  it('in the sandbox, one a second, still ends a call soon', async () => {
    let longest = 0;
    const { mailer, handed } = scripted(accepted, 1);
    const { story, run } = await aSender(() => mailer, {
      patience: 0,
      pause: async (milliseconds) => {
        longest = Math.max(longest, milliseconds);
      },
    });
    await askMany(story, 150);
    expect(await run()).toEqual({ more: true, sent: 10 });
    expect(handed).toHaveLength(10);
    expect(longest).toBeLessThan(40_000);
  });

  it('waits a day when the day is used up, and no mail has lost a try by that', async () => {
    let isUsedUp = true;
    const ses = await fakeSes({
      quota: { perDay: 200, perSecond: 500, sent: 200 },
      refuse: () => (isUsedUp ? ['Throttling', 'Daily message quota exceeded.'] : undefined),
    });
    const { story, clock, run, alarms } = await aSender((at) =>
      sesMailer({ aws: ses.aws, configurationSet: 'exchange', clock: at }),
    );
    await askMany(story, 5);
    await run();
    const asked = ses.counts.asked;
    for (let hour = 1; hour < 24; hour++) {
      clock.pass(60 * MINUTE);
      await run();
    }
    expect(ses.counts.asked).toBe(asked);
    expect(alarms('mail.paused')).toBe(1);
    expect((await story.mails('request')).map(({ attempts }) => attempts)).toEqual([0, 0, 0, 0, 0]);
    isUsedUp = false;
    clock.pass(61 * MINUTE);
    await run();
    expect(ses.taken).toHaveLength(5);
  });
});

describe('what is told while a mail is still in hand', () => {
  it.each([
    ['that it left', sesEvent.send, 'sent'],
    ['that it arrived', sesEvent.delivery, 'sent'],
    ['that it bounced', sesEvent.hard, 'returned'],
    ['that it bounced for now', sesEvent.soft, 'returned'],
  ])('%s: stands, and the sender’s own word is no other', async (_, event, status) => {
    const story: { now?: Story } = {};
    const { mailer } = scripted(async (letter) => {
      const body = event({ mailId: letter.id, message: `m-${letter.id}` });
      if (story.now) await mailEvents({ world: story.now.world, log: () => {} })(queued(body, body));
      return accepted(letter);
    });
    const sender = await aSender(() => mailer);
    story.now = sender.story;
    await sender.story.ask({ id: 'c1', members: 1 });
    const [waiting] = await sender.story.mails('request');
    await sender.run();
    const mail = await mailTo(sender.story, waiting?.id ?? '');
    expect(mail).toMatchObject({ status, messageId: `m-${mail.id}` });
    expect(await sender.story.mails('request')).toEqual([]);
    const { state } = await load(sender.story.world.table, requests, requestId('c1'));
    expect(state.unreachableSince !== undefined).toBe(event === sesEvent.hard);
  });
});

describe('a mail that was given up', () => {
  it('for now is no return; when it bounces after all, it is one', async () => {
    const { mailer } = scripted(() => ({ outcome: 'delayed', reason: 'timed out' }));
    const { story, clock, run } = await aSender(() => mailer);
    await story.ask({ id: 'c1', members: 1 });
    const [waiting] = await story.mails('request');
    for (let hours = 0; hours < 48; hours++) {
      await run();
      clock.pass(60 * MINUTE);
    }
    const mailId = waiting?.id ?? '';
    expect(await mailTo(story, mailId)).toMatchObject({ status: 'failed', attempts: 8 });
    const isUnreachable = async () =>
      (await load(story.world.table, requests, requestId('c1'))).state.unreachableSince !== undefined;
    expect(await isUnreachable()).toBe(false);
    await mailEvents({ world: story.world, log: () => {} })(queued(sesEvent.hard({ mailId })));
    expect(await isUnreachable()).toBe(true);
  });
});

describe('a suppressed mailbox', () => {
  it('gets no mail: it has failed, the ward knows, and once it was lifted mail goes there again', async () => {
    const { mailer, handed } = scripted(accepted);
    const { story, clock, run } = await aSender(() => mailer);
    const { table } = story.world;
    await suppress(table, 'C1@w1.example', { reason: 'bounce', since: clock.now(), mailId: 'earlier' });
    await story.ask({ id: 'c1', members: 1 });
    const [waiting] = await story.mails('request');
    await run();
    expect(handed.map(({ to }) => to)).not.toContain('c1@w1.example');
    expect(await mailTo(story, waiting?.id ?? '')).toMatchObject({ status: 'failed', reason: 'suppressed' });
    expect((await load(table, requests, requestId('c1'))).state.unreachableSince).toBeDefined();
    clock.pass(5 * MINUTE);
    await run();
    expect(handed.map(({ kind }) => kind)).toContain('unreachable');
    const again = async () => {
      await story.order({ kind: 'code', subjects: [], facts: { code: '12345678' } }, 'c1@w1.example');
      await run();
      return handed.filter(({ to }) => to === 'c1@w1.example').length;
    };
    expect(await again()).toBe(0);
    const [suppressed] = await listSuppressions(table);
    await liftSuppression(table, suppressed?.print ?? '', 'An', clock.now());
    expect(await again()).toBe(1);
  });
});

describe('a cycle of which too much comes back', () => {
  /** Of a hundred addresses every tenth is refused at the door. */
  const bad = (perSecond?: number) =>
    scripted(
      (letter) =>
        letter.kind === 'request' && /^c\d*0@/.test(letter.to)
          ? { outcome: 'refused', reason: '5.1.1' }
          : accepted(letter),
      perSecond,
    );

  it('stops, tells once, lets codes through, and goes on when somebody says go', async () => {
    const { mailer, handed } = bad();
    const { story, clock, run, alarms } = await aSender(() => mailer);
    await askMany(story, 100);
    await run();
    expect(await brakedCycles(story.world.table)).toMatchObject([{ cycleId, day: '2026-11-02' }]);
    const before = handed.length;
    expect(before).toBeLessThan(100);
    expect((await story.mails('request')).length).toBeGreaterThan(0);
    await story.order(
      { kind: 'code', cycleId, subjects: [{ kind: 'request', id: requestId('c1') }], facts: { code: '12345678' } },
      'c1@w1.example',
    );
    clock.pass(20 * MINUTE);
    await run();
    expect(handed.slice(before).map(({ kind }) => kind)).toEqual(['code']);
    expect(alarms('mail.braked')).toBe(1);
    for (let hour = 0; hour < 12 && (await story.mails('request')).length > 0; hour++) {
      await releaseBrake(story.world.table, cycleId, clock.now());
      clock.pass(16 * MINUTE);
      await run();
    }
    expect(handed.filter(({ kind }) => kind === 'request')).toHaveLength(100);
  });

  it('goes on where there is no provider to look at it', async () => {
    const { mailer, handed } = bad(Number.POSITIVE_INFINITY);
    const { story, run } = await aSender(() => mailer);
    await askMany(story, 100);
    await run();
    expect(handed.filter(({ kind }) => kind === 'request')).toHaveLength(100);
    expect(await brakedCycles(story.world.table)).toEqual([]);
  });
});
