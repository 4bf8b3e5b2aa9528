import type { World } from '#records/world.ts';
import { queued } from '#test/support/ses-events.ts';
import { mailEvents } from '#watch/mail-events.ts';

/** Takes in what the provider tells of mails, as it comes out of the queue, and keeps what is logged of it. */
export function listening() {
  const logged: string[] = [];
  const takeIn = (world: World, ...bodies: readonly (object | string)[]) =>
    mailEvents({ world, log: (event) => void logged.push(event) })(queued(...bodies));
  return { logged, takeIn };
}
