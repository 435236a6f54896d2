import { DomainError } from '@app/kernel';

/** Runs a rule about a part of a request; a refusal names its field as seen from the whole. */
export function within<Result>(part: string, rule: () => Result): Result {
  try {
    return rule();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { kind, code, text, details } = error;
    const field = details.field === undefined ? part : `${part}.${details.field}`;
    throw new DomainError(kind, code, text, { ...details, field });
  }
}
