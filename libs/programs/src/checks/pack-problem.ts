import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

/** One fault of a pack: where it is, as a JSON path (`$.clocks[1].within`), and what to mend. */
export interface PackProblem {
  readonly path: string;
  readonly text: Bilingual;
}

/** A fault at a path: what we saw and what to do, in English and in Chinese. */
export function problem(path: string, en: string, zh: string): PackProblem {
  return { path, text: { en, 'zh-CN': zh } };
}

/** The fault of a whole file that could not be read, or is no JSON. */
export function unreadable(error: unknown): PackProblem {
  if (error instanceof DomainError) return { path: '$', text: error.text };
  const cause = error instanceof Error ? error.message : String(error);
  return problem('$', `It cannot be read: ${cause}.`, `无法读取：${cause}。`);
}

/** The entries of a list with their paths: `$.clocks[0]`, `$.clocks[1]`, … */
export function located<Entry>(
  path: string,
  entries: readonly Entry[],
): { readonly path: string; readonly entry: Entry }[] {
  return entries.map((entry, index) => ({ path: `${path}[${String(index)}]`, entry }));
}
