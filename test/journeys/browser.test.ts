import { afterAll, it, onTestFinished } from 'vitest';
import { spooled } from '#adapters/spool-mailer.ts';
import { silentLog } from '#edge/log.ts';
import { type Host, startHost } from '#infra/local/host.ts';
import { launch } from '#steps/launch/control.ts';
import { open } from '#steps/launch/open.ts';
import { browser, closeBrowser } from '#test/support/browser.ts';
import { answersOnTelephones } from '#test/support/browser-journey.ts';
import { emptyFolder } from '#test/support/folder.ts';
import { importSmallRoster, ORDER } from '#test/support/small-cycle.ts';

afterAll(closeBrowser);

/** A host as `npm start` runs it, with a cycle over today's roster that is asked about. */
async function hostWithCycle(): Promise<{ host: Host; cycleId: string }> {
  const host = await startHost(
    {
      port: 0,
      dataDir: await emptyFolder(),
      front: { kind: 'loopback', listenOn: '127.0.0.1' },
      from: { name: 'Ban Tổ chức', address: 'trao-doi@tinh.example' },
    },
    silentLog,
  );
  onTestFinished(() => host.close());
  const { exchange, ground } = host.machine;
  const year = Number(ground.clock.now().slice(0, 4)) + 1;
  const dates = {
    opensOn: `${year}-03-02`,
    dueOn: `${year}-03-30`,
    confirmBy: `${year}-04-03`,
    closesOn: `${year}-04-10`,
  };
  await importSmallRoster(host.machine);
  const { cycleId } = await open({ world: exchange.world, files: ground.files })(
    { ...ORDER, dates },
    { by: 'An', commandId: 'open01', accept: true },
  );
  await launch(exchange.control)(cycleId, { by: 'An', commandId: 'launch' });
  await host.machine.moveClock(`${year}-03-02T02:00:00.000Z`);
  await host.machine.settle();
  return { host, cycleId };
}

it('a committee answers on a telephone, another device needs the code', async () => {
  await browser();
  const { host, cycleId } = await hostWithCycle();
  const { settle, ground } = host.machine;
  await answersOnTelephones({
    host: { ground, settle },
    base: host.baseUrl,
    letters: () => spooled(ground.table),
    cycleId,
    now: ground.clock.now,
  });
}, 90_000);
