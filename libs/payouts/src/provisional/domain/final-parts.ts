/** A part of a credit that has arrived, in minor units. */
export interface ArrivedPart {
  readonly payoutId: string;
  readonly lineId: string;
  readonly amountMinor: bigint;
  readonly finalMinor: bigint;
  /** Whether what is not final of it was taken back or given up already. */
  readonly isEnded: boolean;
}

/** What of a part becomes final now. */
export interface FinalPart {
  readonly payoutId: string;
  readonly addedMinor: bigint;
}

/**
 * What an award makes final: of each line as much as was credited on it and is due still. What is
 * due beyond that is paid as every award is; what was credited beyond that is taken back.
 */
export function finalParts(
  parts: readonly ArrivedPart[],
  dueMinor: ReadonlyMap<string, bigint>,
): FinalPart[] {
  const left = new Map(dueMinor);
  return parts.flatMap(({ payoutId, lineId, amountMinor, finalMinor, isEnded }) => {
    if (isEnded) return [];
    const due = left.get(lineId) ?? 0n;
    const credited = amountMinor - finalMinor;
    const addedMinor = credited < due ? credited : due;
    if (addedMinor <= 0n) return [];
    left.set(lineId, due - addedMinor);
    return [{ payoutId, addedMinor }];
  });
}
