import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, localDate } from '#domain/calendar.ts';
import { silentLog } from '#edge/log.ts';
import { startHost } from '#infra/local/host.ts';
import { prepare } from './cycle.ts';

// The host as `npm start` runs it, in a process of its own, with a cycle whose requests have just left. Prints where it is, and
// ends when its standard input does.
const committees = Number(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'bench-load-'));
const host = await startHost(
  {
    port: 0,
    dataDir: join(folder, 'data'),
    front: { kind: 'loopback', listenOn: '127.0.0.1' },
    from: { name: 'Exchange', address: 'exchange@office.example' },
  },
  silentLog,
);
const today = localDate(host.machine.ground.clock.now());
await prepare(host.machine, committees, {
  opensOn: addDays(today, 3),
  dueOn: addDays(today, 30),
  confirmBy: addDays(today, 35),
  closesOn: addDays(today, 40),
});
await host.machine.moveClock(`${addDays(today, 4)}T02:00:00.000Z`);
await host.machine.settle();
console.log(JSON.stringify({ baseUrl: host.baseUrl }));

process.stdin.resume();
process.stdin.on('end', async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});
