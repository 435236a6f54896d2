import { isBilingual, isRecord } from '../http/request-failure';
import type { Bilingual } from '../language/language';
import { readTimeOrNull } from '../time/read-time';

/** What happens next with a claim, whose turn it is and by when. */
export interface NextStep {
  readonly text: Bilingual;
  readonly isForClaimant: boolean;
  readonly dueAt: Date | null;
}

/** Reads the next step of a claim: null where nothing is left to do, undefined if it is none. */
export function readNextStep(value: unknown): NextStep | null | undefined {
  if (value === null) return null;
  if (!isRecord(value)) return undefined;
  const { text, by } = value;
  const dueAt = readTimeOrNull(value.dueAt);
  if (!isBilingual(text) || typeof by !== 'string' || dueAt === undefined) return undefined;
  return { text, isForClaimant: by === 'claimant', dueAt };
}
