import { inLanguage } from '../../language.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { vi } from './vi.ts';

export type { CommonCopy } from './vi.ts';

export const commonCopy = inLanguage({ vi, en, fr });
