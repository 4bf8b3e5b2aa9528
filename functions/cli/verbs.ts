import type { Verb } from './verb.ts';
import { cancelVerb, closeVerb, extendVerb, launchVerb, openVerb, resumeVerb, stopVerb } from './verbs/cycle.ts';
import { evaluationsVerb } from './verbs/evaluations.ts';
import { remindVerb, statusVerb } from './verbs/follow.ts';
import { inviteVerb, releaseVerb, repairVerb, verifyVerb } from './verbs/office.ts';
import { importVerb } from './verbs/roster.ts';

/** In the order of the story. */
export const verbs: readonly Verb[] = [
  inviteVerb,
  importVerb,
  openVerb,
  launchVerb,
  stopVerb,
  resumeVerb,
  statusVerb,
  remindVerb,
  extendVerb,
  cancelVerb,
  closeVerb,
  evaluationsVerb,
  verifyVerb,
  repairVerb,
  releaseVerb,
];
