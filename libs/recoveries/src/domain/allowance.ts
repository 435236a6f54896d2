const DAY_MS = 86_400_000;
const WHOLE_BP = 10_000n;

/** From so many days after the due time so much of what is outstanding is doubtful. */
interface AllowanceRow {
  readonly overdueDays: number;
  readonly doubtfulBp: bigint;
}

/** The rule of the allowance (E31), oldest last. */
const ALLOWANCE_RULE: readonly AllowanceRow[] = [
  { overdueDays: 30, doubtfulBp: 2_500n },
  { overdueDays: 90, doubtfulBp: 5_000n },
  { overdueDays: 180, doubtfulBp: 10_000n },
];

/** Whole days that a due time has passed; none before it. */
export function overdueDays(dueAt: Date | null, now: Date): number {
  if (dueAt === null) return 0;
  return Math.max(0, Math.floor((now.getTime() - dueAt.getTime()) / DAY_MS));
}

/** What of an outstanding amount is doubtful by its age, rounded down to the minor unit. */
export function allowanceMinor(outstandingMinor: bigint, dueAt: Date | null, now: Date): bigint {
  const days = overdueDays(dueAt, now);
  const row = ALLOWANCE_RULE.findLast((candidate) => candidate.overdueDays <= days);
  return row === undefined ? 0n : (outstandingMinor * row.doubtfulBp) / WHOLE_BP;
}

/** When the rule asks for more the next time; null when it has asked for all, or nothing is due. */
export function nextAgeAt(dueAt: Date | null, now: Date): Date | null {
  if (dueAt === null) return null;
  const days = overdueDays(dueAt, now);
  const row = ALLOWANCE_RULE.find((candidate) => candidate.overdueDays > days);
  return row === undefined ? null : new Date(dueAt.getTime() + row.overdueDays * DAY_MS);
}
