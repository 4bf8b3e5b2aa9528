import type { Problem } from '#domain/refusal.ts';
import { consoleCopy } from '#edge/copy/console/index.ts';

export const problemLine = (problem: Problem): string => `  ${consoleCopy('en').problem(problem)}`;

/** `1 member`, `2 members`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
