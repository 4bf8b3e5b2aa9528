import type { Problem } from '#domain/refusal.ts';
import { problemCopy } from '#edge/copy/console/problems.ts';

export const problemLine = (problem: Problem): string => `  ${problemCopy('en').problem(problem)}`;

/** `1 member`, `2 members`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
