import { DomainError } from '@app/kernel';

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
