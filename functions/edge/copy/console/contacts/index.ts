import { inLanguage } from '../../../language.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { vi } from './vi.ts';

export const contactsCopy = inLanguage({ vi, en, fr });
