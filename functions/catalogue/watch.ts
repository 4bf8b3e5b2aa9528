import type { CatalogueEntry } from './entry.ts';
import { RECORDS } from './needs.ts';

/** What looks by the clock, and what hears of mails. */
export const watches: readonly CatalogueEntry[] = [
  {
    name: 'watch',
    trigger: 'timer',
    every: 'five minutes',
    does: 'the heartbeat: finishes, sends, wakes',
    entry: 'functions/watch/heartbeat-handler.ts',
    needs: [...RECORDS, 'workflow', 'nudge'],
  },
  {
    name: 'digest',
    trigger: 'timer',
    every: 'day',
    does: 'writes the heads of all journals into a file beside the table',
    entry: 'functions/watch/digest-handler.ts',
    needs: [...RECORDS, 'files', 'digests'],
  },
  {
    name: 'yearly',
    trigger: 'timer',
    every: 'day',
    does: 'opens the cycles that open themselves every year',
    entry: 'functions/steps/launch/yearly-handler.ts',
    needs: [...RECORDS, 'files', 'snapshots', 'workflow'],
  },
  {
    name: 'mail-events',
    trigger: 'mail events',
    does: 'takes in what became of mails: arrived, came back, unwanted',
    entry: 'functions/watch/mail-events-handler.ts',
    needs: RECORDS,
  },
];
