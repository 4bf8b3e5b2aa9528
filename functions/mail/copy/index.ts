import type { Language } from '#domain/language.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { type Copy, vi } from './vi.ts';

export type { Copy } from './vi.ts';

export const mailCopy: { readonly [language in Language]: Copy } = { vi, en, fr };
