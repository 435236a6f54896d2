import type { FoundBreak } from './reconcilable';

/** The balance that a statement opens with, and what all lines before its beginning add up to. */
export interface StatedBalance {
  readonly statementId: string;
  readonly from: Date;
  /** Null where the statement does not say. */
  readonly openingMinor: bigint | null;
  readonly linesBeforeMinor: bigint;
  /** How much of a difference here people have ended already. */
  readonly settledMinor: bigint;
}

/**
 * Where a statement opens with another balance than those before it lead to, and where the first
 * one opens with another than our books had by then (`earlierMinor`). A first statement that names
 * no balance is believed to open with that of our books.
 */
export function balanceBreaks(
  balances: readonly StatedBalance[],
  earlierMinor: bigint,
): FoundBreak[] {
  const inOrder = [...balances].sort(
    (a, b) => a.from.getTime() - b.from.getTime() || (a.statementId < b.statementId ? -1 : 1),
  );
  const breaks: FoundBreak[] = [];
  let knownMinor = earlierMinor;
  for (const { statementId, from, openingMinor, ...before } of inOrder) {
    if (openingMinor === null) continue;
    const jumpMinor = openingMinor - (knownMinor + before.linesBeforeMinor);
    knownMinor += jumpMinor;
    const effectMinor = jumpMinor - before.settledMinor;
    if (effectMinor === 0n) continue;
    breaks.push({
      ...{ kind: 'balance', reason: 'opening_differs' },
      ...{ lineId: null, entryId: null, statementId, payoutId: null, effectMinor, since: from },
    });
  }
  return breaks;
}
