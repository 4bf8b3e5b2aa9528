import type { Problem } from '#domain/refusal.ts';
import { inLanguage } from '../../language.ts';
import { type ProblemWords, problemIn } from './problem.ts';
import { problems as en } from './problems.en.ts';
import { problems as fr } from './problems.fr.ts';
import { problems as vi } from './problems.vi.ts';

const sayingIn = (words: ProblemWords) => ({
  problem: (problem: Problem): string => problemIn(words, problem),
  problemKind: (reason: string): string => problemIn(words, { place: '', reason }),
});

/** Why something cannot stay as it is. */
export const problemCopy = inLanguage({ vi: sayingIn(vi), en: sayingIn(en), fr: sayingIn(fr) });
