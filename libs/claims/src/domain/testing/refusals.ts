import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

/** How a check ended: `fine`, or the code of its refusal. */
export function endOf(check: () => unknown): string {
  try {
    check();
    return 'fine';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

/** What a refusal says; undefined when there is none. */
export function refusalOf(check: () => unknown): Bilingual | undefined {
  try {
    check();
  } catch (error) {
    if (error instanceof DomainError) return error.text;
    throw error;
  }
  return undefined;
}

/** What a refusal lets the caller choose from. */
export function allowedBy(check: () => unknown): unknown {
  try {
    check();
  } catch (error) {
    if (error instanceof DomainError) return error.details.allowed;
    throw error;
  }
  return undefined;
}

/** The refusal itself: kind, code, words and details; null when there is none. */
export function refusedBy(check: () => unknown): DomainError | null {
  try {
    check();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  return null;
}
