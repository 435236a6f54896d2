import type { Actor } from '@app/platform';

interface Text {
  readonly body: string;
  readonly quoted?: string | null;
}

interface RedactedCopy extends Text {
  readonly reason: string;
  readonly redactedBy: string;
  readonly redactedByRole: string;
  readonly redactedAt: Date;
}

/**
 * The text of a message or a note as `viewer` sees it: auditors as it was written, with each copy;
 * everybody else the newest copy, and why something is blackened in it.
 */
export function presentRedactable(
  original: Text,
  copies: readonly RedactedCopy[],
  viewer: Pick<Actor, 'role'>,
): object {
  const newest = copies.at(-1);
  if (viewer.role === 'auditor') {
    return { ...textOf(original), redactions: copies.map((copy) => presentCopy(copy)) };
  }
  if (newest === undefined) return { ...textOf(original), redaction: null };
  const { reason, redactedAt, redactedByRole } = newest;
  const redaction = { reason, at: redactedAt.toISOString(), by: { role: redactedByRole } };
  return { ...textOf(newest), redaction };
}

function presentCopy(copy: RedactedCopy): object {
  const { reason, redactedAt, redactedBy, redactedByRole } = copy;
  return {
    ...textOf(copy),
    reason,
    at: redactedAt.toISOString(),
    by: { id: redactedBy, role: redactedByRole },
  };
}

function textOf({ body, quoted }: Text): object {
  return quoted === undefined ? { body } : { body, quoted };
}
