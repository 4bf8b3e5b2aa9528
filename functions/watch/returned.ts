import { clock } from '#domain/actor.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import { changeRequest } from '#records/changes.ts';
import { type Mail, markReturned } from '#records/outbox.ts';
import type { World } from '#records/world.ts';

/**
 * A mail came back. It is matched by its own id, never by address; told early, twice or out of order, the end is the same. The
 * requests it was about know it from then on: a hard return stops their reminders and is the ward's business.
 */
export async function recordReturn(world: World, mailId: string, hard: boolean, reason: string): Promise<void> {
  const mail = await markReturned(world.table, mailId, world.clock.now(), reason);
  if (!mail) return;
  for (const subject of mail.subjects) await tellSubject(world, mail, subject, hard);
}

async function tellSubject(world: World, mail: Mail, subject: Mail['subjects'][number], hard: boolean): Promise<void> {
  const wish = { id: `returned ${mail.id}`, by: clock };
  if (subject.kind === 'request') {
    await changeRequest(world, subject.id, wish, (state): RequestEvent | undefined =>
      state.seq === 0 || state.contact.mailbox !== mail.recipient.mailbox
        ? undefined
        : { type: 'returned', mailId: mail.id, hard },
    );
  }
  if (subject.kind === 'member') {
    const dot = subject.id.lastIndexOf('.');
    const slot = Number(subject.id.slice(dot + 1));
    await changeRequest(
      world,
      subject.id.slice(0, dot),
      { ...wish, id: `${wish.id} ${slot}` },
      (state): RequestEvent | undefined =>
        state.seq === 0 ? undefined : { type: 'returned', mailId: mail.id, hard, slot },
    );
  }
}
