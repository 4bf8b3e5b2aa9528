import { clock } from '#domain/actor.ts';
import type { RequestEvent } from '#domain/request-events.ts';
import { changeRequest } from '#records/changes.ts';
import { noteNews } from '#records/mail-news.ts';
import { type Mail, readMail } from '#records/outbox.ts';
import type { World } from '#records/world.ts';

/**
 * A mail came back, for good (`hard`) or for now. It is matched by its own id, never by address; told early, twice or out of
 * order, the end is the same. The requests it was about know it from then on: a hard return stops their reminders and is the
 * ward's business. The mail says so last, because whoever finds it returned asks no further.
 */
export async function recordReturn(world: World, mailId: string, hard: boolean, reason: string): Promise<void> {
  const stored = await readMail(world.table, mailId);
  if (!stored) return;
  await tellSubjects(world, stored.mail, hard);
  if (hard) await noteNews(world.table, mailId, { what: 'hard', at: world.clock.now(), reason });
}

/** The mail's requests know that it did not reach anybody. */
export async function tellSubjects(world: World, mail: Mail, hard: boolean): Promise<void> {
  for (const subject of mail.subjects) await tellSubject(world, mail, subject, hard);
}

async function tellSubject(world: World, mail: Mail, subject: Mail['subjects'][number], hard: boolean): Promise<void> {
  const wish = { id: `returned ${mail.id}${hard ? '' : ' for now'}`, by: clock };
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
