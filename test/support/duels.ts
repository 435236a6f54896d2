import { setTimeout as sleep } from 'node:timers/promises';

import { DomainError } from '@app/kernel';

/** How an operation ended: `done`, or the code of its refusal. Other errors are thrown. */
export async function endOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

/** Gives the others a head start, so that a duel is not always won alike. */
export function later(ms: number, work: () => Promise<unknown>): () => Promise<unknown> {
  return async () => {
    await sleep(ms);
    return work();
  };
}

/** Runs things at the same time and returns how each ended, sorted. */
export async function duel(...works: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  return (await Promise.all(works.map((work) => endOf(work())))).sort();
}
