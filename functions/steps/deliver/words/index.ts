import type { Language } from '#domain/language.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { type EvaluationWords, vi } from './vi.ts';

export type { EvaluationWords } from './vi.ts';

export const evaluationWords: { readonly [language in Language]: EvaluationWords } = { vi, en, fr };
