import { inLanguage } from '../../../language.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { vi } from './vi.ts';

export const filesCopy = inLanguage({ vi, en, fr });
