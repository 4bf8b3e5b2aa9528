import { memoryTable } from '#adapters/memory-table.ts';
import { MAIL_TAG, sesMailer } from '#adapters/ses-mailer.ts';
import type { Mailer, Table } from '#ports';
import { enqueue, readMail } from '#records/outbox.ts';
import { countingIds, testLinkKey } from '#test/support/ground.ts';
import { quotaAnswer, refusedAnswer, tagsIn, takenAnswer } from '#test/support/ses-answers.ts';
import { send } from '#watch/send.ts';
import { type Sleepers, sleepers } from './counted/virtual-time.ts';

const START = '2026-11-02T01:00:00.000Z';
/** Of time that passes: a call of the table, and a letter's way into Amazon SES. */
const TABLE_MS = 5;
const SES_MS = 50;
/** As `PATIENCE` of the steps, and the longest that the workflow waits before its first retry. */
const PATIENCE = 4 * 60_000;
const RETRY_MS = 5_000;
/** What no sender's call has taken care of, the next heartbeat does. */
const HEARTBEAT_MS = 5 * 60_000;

export interface Paced {
  readonly mails: number;
  /** Mails a second, as paced. */
  readonly rate: number;
  /** From the first look until the last mail was taken. */
  readonly seconds: number;
  /** Over the time that so many mails take at that rate. */
  readonly ratio: number;
  readonly lost: number;
  /** Mails that SES took twice because their sender was killed when SES had them and it had not written so down. */
  readonly inFlight: number;
  /** Any other mail that SES took twice. */
  readonly doubled: number;
  readonly throttled: number;
}

/**
 * Sends so many mails to an Amazon SES that refuses what is over its rate and answers late, over a table that answers late. With
 * `kill`, the sender dies in the middle, in the midst of whatever it does, and the workflow calls another. `bare` leaves out the
 * making of the message and the service's client, for so many mails that they would be all that is measured.
 */
export async function sendPaced(mails: number, perSecond: number, { kill = false, bare = false } = {}): Promise<Paced> {
  const time = sleepers(START);
  const table = memoryTable();
  for (let n = 0; n < mails; n++) await order(table, n);
  const ses = pacedSes(time, perSecond, bare);
  const rate = perSecond * 0.8;
  const first = new Sender(table, time, ses);
  let unheard: ReadonlySet<string> = new Set();
  if (kill) {
    const death = time.sleep((mails / rate / 2) * 1000).then(() => first.die());
    await time.until(Promise.race([first.sendAll(), death]));
    unheard = await unheardIn(table, ses.taken.keys());
    await time.until(time.sleep(RETRY_MS));
    await time.until(new Sender(table, time, ses).sendAll());
  } else await time.until(first.sendAll());
  const seconds = ses.lastAt() / 1000;
  const twice = [...ses.taken].filter(([, times]) => times > 1).map(([id]) => id);
  return {
    mails,
    rate,
    seconds,
    ratio: seconds / (mails / rate),
    lost: mails - ses.taken.size,
    inFlight: twice.filter((id) => unheard.has(id)).length,
    doubled: twice.filter((id) => !unheard.has(id)).length,
    throttled: ses.throttled(),
  };
}

/** What SES has taken and the outbox does not know of. */
async function unheardIn(table: Table, taken: Iterable<string>): Promise<ReadonlySet<string>> {
  const unheard = new Set<string>();
  for (const id of taken) if ((await readMail(table, id))?.mail.status === 'sending') unheard.add(id);
  return unheard;
}

const order = (table: Table, n: number) =>
  enqueue(table, {
    kind: 'test',
    recipient: { mailbox: `c${n}@tinh.example`, language: 'vi' },
    about: 'bench',
    subjects: [],
    occurrence: '1',
    dueAt: START,
    facts: { path: '/r' },
  });

class Sender {
  readonly #send: ReturnType<typeof send>;
  readonly #time: Sleepers;
  #dead = false;

  constructor(table: Table, time: Sleepers, ses: PacedSes) {
    this.#time = time;
    const own = this.#late(table);
    const mailer = ses.mailer();
    this.#send = send({
      world: { table: own, clock: time, ids: countingIds(), linkKey: testLinkKey },
      mailer: {
        rate: () => time.working(() => mailer.rate()),
        hand: async (letter) => {
          if (this.#dead) return never();
          const handed = await time.working(() => mailer.hand(letter));
          await time.sleep(SES_MS);
          return this.#dead ? never() : handed;
        },
      },
      compose: {
        linkKey: testLinkKey,
        base: 'https://exchange.example',
        from: { name: 'Exchange', address: 'exchange@tinh.example' },
      },
      patience: PATIENCE,
      pause: time.sleep,
      elapsed: time.elapsed,
      log: () => {},
    });
  }

  /** As the workflow calls it while there is more, and the heartbeat when something was left. */
  async sendAll(): Promise<void> {
    for (let idle = 0; idle < 2; ) {
      const { more, sent } = await this.#send();
      if (more) continue;
      idle = sent > 0 ? 0 : idle + 1;
      await this.#time.sleep(HEARTBEAT_MS);
    }
  }

  die(): void {
    this.#dead = true;
  }

  #late(table: Table): Table {
    const late =
      <A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        if (this.#dead) return never();
        await this.#time.sleep(TABLE_MS);
        return this.#dead ? never() : work(...args);
      };
    return {
      get: late((key) => table.get(key)),
      query: late((...args) => table.query(...args)),
      put: late((...args) => table.put(...args)),
      putMany: late((items) => table.putMany(items)),
      remove: late((...args) => table.remove(...args)),
    };
  }
}

/** What a process that is gone was about to do. */
const never = <T>(): Promise<T> => new Promise<T>(() => {});

type PacedSes = ReturnType<typeof pacedSes>;

/** An Amazon SES of one account: what comes faster than its rate, by the second, it refuses. */
function pacedSes(time: Sleepers, perSecond: number, bare: boolean) {
  const taken = new Map<string, number>();
  let [lastAt, throttled] = [0, 0];
  /** When the last mails of one second came. */
  const recent: number[] = [];
  const take = (id: string): boolean => {
    const now = time.elapsed();
    while (recent.length > 0 && (recent[0] ?? 0) <= now - 1000) recent.shift();
    if (recent.length >= perSecond) {
      throttled += 1;
      return false;
    }
    recent.push(now);
    lastAt = now;
    taken.set(id, (taken.get(id) ?? 0) + 1);
    return true;
  };
  const account: Account = { perSecond, take, taken };
  const mailer = () => (bare ? bareMailer(account) : throughClient(account, time));
  return { taken, lastAt: () => lastAt, throttled: () => throttled, mailer };
}

interface Account {
  readonly perSecond: number;
  /** False where the rate is exceeded. */
  readonly take: (id: string) => boolean;
  readonly taken: ReadonlyMap<string, number>;
}

/** Spoken to by the service's own client. */
function throughClient({ perSecond, take, taken }: Account, clock: Sleepers): Mailer {
  const answerTo = (form: URLSearchParams): readonly [number, string] => {
    if (form.get('Action') === 'GetSendQuota') return [200, quotaAnswer({ perDay: 10_000_000, perSecond, sent: 0 })];
    if (take(tagsIn(form)[MAIL_TAG] ?? '')) return [200, takenAnswer(`taken-${taken.size}`)];
    return [400, refusedAnswer('Throttling', 'Maximum sending rate exceeded.')];
  };
  const credentials = async () => ({ accessKeyId: 'none', secretAccessKey: 'none' });
  const inProcess: typeof fetch = async (_, { body } = {}) => {
    const [status, text] = answerTo(new URLSearchParams(String(body)));
    return new Response(text, { status, headers: { 'content-type': 'text/xml' } });
  };
  const aws = { region: 'local', tries: 1, credentials, fetch: inProcess };
  return sesMailer({ aws, configurationSet: 'exchange', clock });
}

const bareMailer = ({ perSecond, take }: Account): Mailer => ({
  rate: async () => ({ perSecond, leftToday: 10_000_000 }),
  hand: async ({ id }) =>
    take(id) ? { outcome: 'accepted', messageId: id } : { outcome: 'delayed', reason: 'rate', throttled: true },
});
