import { inLanguage } from '../../language.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { vi } from './vi.ts';

export { type OutcomeKey, outcomeKey, type WorkplaceCopy } from './vi.ts';

export const workplaceCopy = inLanguage({ vi, en, fr });
