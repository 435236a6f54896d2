import { isRecord } from '../http/request-failure';

/** What somebody is writing, until the service has it. */
export interface Draft {
  readonly text: string;
  /** What was sent last and under which key, as long as nobody knows whether it arrived. */
  readonly attempt: Attempt | null;
}

export interface Attempt {
  readonly text: string;
  readonly key: string;
}

export const EMPTY_DRAFT: Draft = { text: '', attempt: null };

/** Whether there is something that the service does not have. */
export function isUnsent({ text }: Draft): boolean {
  return text.trim() !== '';
}

/** The draft after more was typed. Other words are another message and take another key. */
export function retyped({ attempt }: Draft, text: string): Draft {
  return { text, attempt: attempt?.text === text ? attempt : null };
}

/** The draft with an attempt to send it: the earlier one again, so that it arrives once. */
export function attempted(
  { text, attempt }: Draft,
  newKey: () => string,
): Draft & { readonly attempt: Attempt } {
  return { text, attempt: attempt ?? { text, key: newKey() } };
}

/** A draft as text, for the memory of the browser. */
export function textOfDraft(draft: Draft): string {
  return JSON.stringify(draft);
}

/** The draft that was kept. What cannot be read is taken for words: nothing typed is lost. */
export function readDraft(kept: string | null): Draft {
  if (kept === null) return EMPTY_DRAFT;
  const facts = parsed(kept);
  if (!isRecord(facts) || typeof facts.text !== 'string') return { text: kept, attempt: null };
  const { text, attempt } = facts;
  const readAttempt =
    isRecord(attempt) && attempt.text === text && typeof attempt.key === 'string'
      ? { text, key: attempt.key }
      : null;
  return { text, attempt: readAttempt };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
