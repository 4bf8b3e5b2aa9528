import type { Language } from '#domain/language.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { type FormerCopy, vi } from './vi.ts';

export type { FormerCopy } from './vi.ts';

export const formerCopy: { readonly [language in Language]: FormerCopy } = { vi, en, fr };
