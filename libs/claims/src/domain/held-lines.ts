import type { ClaimLineStatus } from '../persistence/claim-line.entity';

/** A line of a claim that was decided or withdrawn, and what is free of its payment now. */
export interface RestingLine {
  readonly id: string;
  readonly status: ClaimLineStatus;
  readonly amountMinor: bigint;
  readonly awardMinor: bigint | null;
  /** Neither refunded nor claimed elsewhere. */
  readonly freeMinor: bigint;
}

/** A line as it is once its claim is open again. */
export interface HeldLine {
  readonly id: string;
  /** What it holds of its payment from now on, with what was awarded. */
  readonly amountMinor: bigint;
  /** What of that is taken of the payment now. */
  readonly takenMinor: bigint;
  readonly awardMinor: bigint | null;
}

/**
 * The lines of a claim that can be decided anew, with what each takes of its payment: what was
 * asked for and not awarded, as far as it was not refunded or claimed elsewhere since. A line that
 * holds its payment already is left alone, and so is one of which nothing is left: it stays denied.
 */
export function linesHeldAgain(lines: readonly RestingLine[]): HeldLine[] {
  return lines
    .filter(({ status }) => status !== 'claimed' && status !== 'merged')
    .map((line) => {
      const keptMinor = heldByAward(line);
      const wantedMinor = line.amountMinor - keptMinor;
      const takenMinor = wantedMinor < line.freeMinor ? wantedMinor : line.freeMinor;
      const awardMinor = line.awardMinor === 0n ? null : line.awardMinor;
      return { id: line.id, amountMinor: keptMinor + takenMinor, takenMinor, awardMinor };
    })
    .filter(({ amountMinor }) => amountMinor > 0n);
}

/** What the award of a line keeps of its payment. A pack may award more than was paid. */
export function heldByAward(line: {
  readonly amountMinor: bigint;
  readonly awardMinor: bigint | null;
}): bigint {
  const awardMinor = line.awardMinor ?? 0n;
  return awardMinor < line.amountMinor ? awardMinor : line.amountMinor;
}
