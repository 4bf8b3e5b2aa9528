import { memoryFiles } from '#adapters/memory-files.ts';
import { type TaskName, workflowTasks } from '#catalogue';
import { compose, type Exchange } from '#compose';
import { silentLog } from '#edge/log.ts';
import { localWorkflow } from '#infra/local/workflow.ts';
import { readWorkflowFile } from '#infra/local/workflow-file.ts';
import type { Ledger } from '#infra/local/workflow-ledger.ts';
import type { Files, Instant, Mailer, Table } from '#ports';
import { boardOf, deliveryBoardOf } from '#records/boards.ts';
import { noticingMail } from '#records/noticing-mail.ts';
import { toBody } from '#records/stored.ts';
import type { World } from '#records/world.ts';
import { launch } from '#steps/launch/control.ts';
import { open } from '#steps/launch/open.ts';
import { countingIds, testLinkKey } from '#test/support/ground.ts';
import { queued, sesEvent } from '#test/support/ses-events.ts';
import { digestHeads } from '#watch/digest.ts';
import { mailEvents } from '#watch/mail-events.ts';
import { DATES, type Deed, deedsOf, START } from './deeds.ts';
import { numbers, putTownInForce, type Size, wardId } from './town.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

/** Of the queue's batches. */
const EVENTS = 100;
export interface CountedRun {
  readonly size: Size;
  /** Of the one execution that drove the cycle. */
  readonly ledger: Ledger;
  readonly executions: number;
  /** Calls of each function; 'nudge' is the sender called by a page that took in a form, 'digest' the heads of each night. */
  readonly invocations: ReadonlyMap<string, number>;
  readonly mails: ReadonlyMap<string, number>;
  /** Milliseconds that senders waited for their slots. */
  readonly sendingMs: number;
  readonly evaluations: number;
  readonly complete: boolean;
}

/** Where tables come from. On AWS functions share no memory, so each call gets one that remembers nothing. */
export interface Place {
  tableFor(who: string): Table;
}

/** A whole cycle over the real workflow file and the real functions, each day by its own clock. */
export async function countedCycle(size: Size, place: Place, perSecond = 14): Promise<CountedRun> {
  const life = new Life(size, place, perSecond);
  await life.prepare();
  await life.run();
  return life.told();
}

class Life {
  readonly #size: Size;
  readonly #place: Place;
  readonly #time: VirtualTime = virtualTime(START);
  readonly #files: Files = memoryFiles();
  readonly #ids = countingIds();
  readonly #invocations = new Map<string, number>();
  readonly #mails = new Map<string, number>();
  readonly #mailer: Mailer;
  readonly #over = Promise.withResolvers<void>();
  readonly #deeds: Deed[] = [];
  /** Letters that were handed over, and of which nothing was told back yet. */
  #onTheirWay: string[] = [];
  #workflow: Awaited<ReturnType<Life['makeWorkflow']>> | undefined;
  #cycleId = '';
  #sendingMs = 0;

  constructor(size: Size, place: Place, perSecond: number) {
    this.#size = size;
    this.#place = place;
    this.#mailer = {
      hand: async ({ id, kind }) => {
        this.#mails.set(kind, (this.#mails.get(kind) ?? 0) + 1);
        this.#onTheirWay.push(id);
        return { outcome: 'accepted', messageId: id };
      },
      rate: async () => ({ perSecond, leftToday: 1e9 }),
    };
  }

  async prepare(): Promise<void> {
    this.#workflow = await this.makeWorkflow();
    const exchange = this.#exchangeOf('console');
    // The office has had its nights before.
    await this.#night();
    await putTownInForce(this.#files, exchange.world.table, this.#size, START);
    const order = {
      title: 'Nhận xét đảng viên nơi cư trú năm 2026',
      period: 'năm 2026',
      dates: DATES,
      officer: { name: 'Phạm Thị Thử', telephone: '0238 000 000', replyTo: 'hoi-dap@tinh.example', letterNumber: '01' },
    };
    const { cycleId } = await open(exchange)(order, { by: 'bench', commandId: 'count1', accept: false });
    this.#cycleId = cycleId;
    this.#deeds.push(
      ...deedsOf(this.#size, cycleId, {
        onPage: (who, act) => this.#onPage(who, act),
        beat: () => this.#exchangeOf('watch').beat(),
        night: () => this.#night(),
      }),
    );
  }

  async run(): Promise<void> {
    await launch(this.#exchangeOf('console').control)(this.#cycleId, { by: 'bench', commandId: 'count2' });
    await this.#over.promise;
  }

  async told(): Promise<CountedRun> {
    const { table } = this.#exchangeOf('look').world;
    let evaluations = 0;
    for (const ward of new Set(numbers(this.#size.committees).map(wardId)))
      for (const row of await boardOf(table, this.#cycleId, ward))
        if (row.assembled === 1) evaluations += row.counts.members;
    const members = this.#size.committees * this.#size.members;
    const delivered = (await deliveryBoardOf(table, this.#cycleId)).reduce((sum, row) => sum + row.members, 0);
    const { sum, executions } = this.#workflow?.costs() ?? { sum: undefined, executions: 0 };
    if (!sum) throw new Error('the cycle was not run');
    return {
      size: this.#size,
      ledger: sum,
      executions,
      invocations: this.#invocations,
      mails: this.#mails,
      sendingMs: this.#sendingMs,
      evaluations,
      complete: evaluations === members && delivered === members && this.#deeds.length === 0,
    };
  }

  async makeWorkflow() {
    return localWorkflow({
      definition: await readWorkflowFile(),
      tasks: Object.fromEntries(
        workflowTasks.map(({ name, placeholder }) => [
          placeholder,
          async (input) => toBody(await this.#call(name, placeholder, input)),
        ]),
      ),
      clock: this.#time,
      log: (event) => event === 'workflow ended' && this.#over.resolve(),
    });
  }

  async #call(name: string, placeholder: TaskName, input: unknown) {
    this.#count(name);
    const answer = await this.#exchangeOf(name).tasks[placeholder](input);
    await this.#tellBack();
    // What waits here is what on AWS waits in the Wait state: everybody lives until then, and the moment has come.
    if ('what' in answer && answer.what === 'wait') await this.#liveUntil(answer.until);
    return answer;
  }

  #exchangeOf(who: string): Exchange {
    const workflow = this.#workflow;
    if (!workflow) throw new Error('there is no workflow yet');
    return compose(
      {
        table: this.#place.tableFor(who),
        files: this.#files,
        clock: this.#time,
        ids: this.#ids,
        linkKey: testLinkKey,
        mailer: this.#mailer,
        workflow,
        log: silentLog,
        pause: async (milliseconds) => {
          const before = this.#time.elapsed();
          await this.#time.sleep(milliseconds);
          this.#sendingMs += this.#time.elapsed() - before;
        },
        elapsed: this.#time.elapsed,
      },
      { baseUrl: 'https://exchange.example', from: { name: 'Exchange', address: 'exchange@tinh.example' } },
    );
  }

  #count(name: string): void {
    this.#invocations.set(name, (this.#invocations.get(name) ?? 0) + 1);
  }

  async #liveUntil(moment: Instant): Promise<void> {
    for (let [next] = this.#deeds; next && next.at <= moment; [next] = this.#deeds) {
      this.#deeds.shift();
      this.#time.moveTo(next.at);
      await next.act();
    }
    this.#time.moveTo(moment);
  }

  /** A form that leaves mail calls the sender, as the page's function does. */
  async #onPage(who: string, act: (world: World) => Promise<unknown>): Promise<void> {
    this.#count(who);
    const shards = new Set<number>();
    const { world } = this.#exchangeOf(who);
    await act({ ...world, table: noticingMail(world.table, (shard) => shards.add(shard)) });
    if (shards.size === 0) return;
    this.#count('nudge');
    await this.#exchangeOf('nudge').sendMail({ shards: [...shards] });
    await this.#tellBack();
  }

  /** Of each letter the provider tells that it left, and a moment later that it arrived: never both in one batch, to be sure. */
  async #tellBack(): Promise<void> {
    const ids = this.#onTheirWay;
    this.#onTheirWay = [];
    for (let first = 0; first < ids.length; first += EVENTS) {
      const some = ids.slice(first, first + EVENTS);
      for (const told of [sesEvent.send, sesEvent.delivery]) {
        this.#count('mail-events');
        const { world } = this.#exchangeOf('mail-events');
        const at = this.#time.now();
        const batch = queued(...some.map((id) => told({ mailId: id, message: id, sentAt: at, at })));
        await mailEvents({ world, log: () => {} })(batch);
      }
    }
  }

  async #night(): Promise<void> {
    this.#count('digest');
    const { world, files } = this.#exchangeOf('digest');
    await digestHeads({ world, files });
  }
}
