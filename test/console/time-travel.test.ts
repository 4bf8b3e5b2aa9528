import { expect, it, onTestFinished } from 'vitest';
import { at, browserOf, consoleInMemory, digitsFor, launched, signedIn } from '#test/support/console.ts';
import { handClock } from '#test/support/edge.ts';
import { STARTED } from '#test/support/ground.ts';

const opened = async () => {
  const sessionClock = handClock(STARTED);
  const here = await consoleInMemory({ sessionClock });
  onTestFinished(() => here.machine.close());
  return { here, sessionClock, an: await signedIn(here, 'Nguyễn An') };
};

it('a leap of the clock of the cycles signs nobody out', async () => {
  const { here, an } = await opened();
  const before = an.csrf;
  await at(here, '2027-03-01T02:00:00.000Z');
  expect((await an.get('/console/')).status).toBe(200);
  expect(an.csrf).toBe(before);
});

it('an hour of the machine’s own time without a look ends a session', async () => {
  const { sessionClock, an } = await opened();
  sessionClock.move(3600);
  const answer = await an.get('/console/');
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/console/sign-in']);
});

it('an authenticator app keeps letting in whoever moved the clock of the cycles', async () => {
  const { here, sessionClock, an } = await opened();
  await at(here, '2027-03-01T02:00:00.000Z');
  sessionClock.move(120);
  const browser = browserOf(here);
  const code = digitsFor(an.secret, sessionClock.now());
  const answer = await browser.post('/console/sign-in', { form: { name: 'Nguyễn An', code } });
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/console/']);
});

it('a pause after failures passes in the machine’s own time, and not by a leap', async () => {
  const { here, sessionClock } = await opened();
  const stranger = browserOf(here);
  const tries = async () =>
    (await stranger.post('/console/sign-in', { form: { name: 'Nguyễn An', code: '000000' } })).status;
  for (let n = 0; n < 5; n++) expect(await tries()).toBe(422);
  await at(here, '2027-03-01T02:00:00.000Z');
  expect(await tries()).toBe(429);
  sessionClock.move(901);
  expect(await tries()).toBe(422);
});

it('a cycle is played with one session, from its launch to its end', async () => {
  const { here, sessionClock, an } = await opened();
  sessionClock.move(60);
  const cycleId = await launched(here, an);
  await at(here, '2027-02-01T02:00:00.000Z');
  expect((await an.get(`/console/cycles/${cycleId}`)).status).toBe(200);
});
