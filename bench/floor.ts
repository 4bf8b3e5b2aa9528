import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Run } from './run.ts';
import { kindOf, membersOf, numbers, plainAnswer, plainEvaluations, plainRequest } from './workload.ts';

/** The floor: the same cycle as plain rows in SQLite (WAL, synchronous=FULL), one durable transaction per committee step. */
export function floor(committees: number, folder: string): Run {
  const { open, move, waiting, finish, close } = plainRows(join(folder, 'floor.db'));
  const seconds: Record<string, number> = {};
  const phase = (name: string, work: () => void): void => {
    const started = performance.now();
    work();
    seconds[name] = (performance.now() - started) / 1000;
  };

  phase('ask', () => {
    for (const i of numbers(committees)) open(i);
  });
  phase('answer', () => {
    for (const i of numbers(committees, 'intime')) finish(i, plainAnswer(i));
  });
  phase('remind', () => {
    for (const i of waiting('waiting')) move(i, 'reminded');
  });
  phase('answerLate', () => {
    for (const i of numbers(committees, 'late')) finish(i, plainAnswer(i));
  });
  phase('close', () => {
    for (const i of waiting('reminded')) finish(i);
  });

  const evaluations = close();
  const asked = numbers(committees).filter((i) => kindOf(i) !== 'never').length;
  return { seconds, evaluations, answered: asked, ok: evaluations === membersOf(committees) };
}

function plainRows(file: string) {
  const db = new DatabaseSync(file);
  db.exec('pragma journal_mode=wal; pragma synchronous=full');
  db.exec(
    'create table req(id integer primary key, state text, body text); create table ev(id text primary key, body text)',
  );
  const added = db.prepare('insert into req values(?,?,?)');
  const moved = db.prepare('update req set state=? where id=?');
  const evaluation = db.prepare('insert into ev values(?,?)');
  const inState = db.prepare('select id from req where state=?');
  return {
    open: (i: number): void => void added.run(i, 'waiting', JSON.stringify(plainRequest(i))),
    move: (i: number, state: string): void => void moved.run(state, i),
    waiting: (state: string) => inState.all(state).map(({ id }) => Number(id)),
    finish: (i: number, answer?: ReturnType<typeof plainAnswer>): void => {
      db.exec('begin');
      for (const one of plainEvaluations(i, answer)) evaluation.run(one.member, JSON.stringify(one));
      moved.run('done', i);
      db.exec('commit');
    },
    /** How many evaluations there were. */
    close: (): number => {
      const evaluations = Number(db.prepare('select count(*) n from ev').get()?.n);
      db.close();
      return evaluations;
    },
  };
}
