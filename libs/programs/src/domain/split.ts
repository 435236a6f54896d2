import type { Bilingual } from '@app/kernel';
import { Money, allocate, sumOf } from '@app/money';

import { borneByClaimant } from './amount-reasons';
import { isExcessWaivedByChoice } from './amount-rules';
import type { SplitShare } from './assessment';
import { conditionHolds } from './condition';
import { missingCircumstances } from './missing-facts';
import type { Pack, SplitRow } from './pack';
import type { ReadFacts } from './read-facts';
import { deduct, totalOf, undecided } from './rule';
import type { MissingFact, RuleInput, RuleOutcome } from './rule';

/** The party whose share is not paid: what falls on it stays with the claimant. */
const CLAIMANT = 'claimant';

interface Share {
  readonly row: SplitRow;
  readonly money: Money;
}

/** Who bears the award, to the cent: shares by largest remainder, or the first row that fits. */
export function split({ pack, facts, lines }: RuleInput): RuleOutcome {
  const total = Money.of(totalOf(lines), pack.currency);
  const found =
    pack.split.mode === 'shares'
      ? { shares: sharesOf(pack, facts, total) }
      : firstMatch(pack, facts, total);
  if ('missing' in found) return undecided(lines, found.missing);
  const paid = found.shares.filter(
    ({ row, money }) => row.party !== CLAIMANT && money.isPositive(),
  );
  const kept = found.shares
    .filter(({ row }) => row.party === CLAIMANT)
    .reduce((sum, { money }) => sum.plus(money), Money.zero(pack.currency));
  const reason = borneByClaimant(kept);
  return {
    lines: deduct(lines, kept, reason),
    why: describeShares(found.shares),
    openPoints: kept.isZero() ? [] : [reason],
    ownShareMinor: kept.amountMinor,
    split: paid.map(toSplitShare),
  };
}

function sharesOf(pack: Pack, facts: ReadFacts, total: Money): Share[] {
  const { rows } = pack.split;
  const parts = allocate(
    total,
    rows.map(({ shareBp }) => BigInt(shareBp)),
  );
  const shares = rows.map((row, place) => ({ row, money: parts[place] ?? total }));
  return isExcessWaivedByChoice(pack, facts) ? withExcessKeptBack(pack, shares, total) : shares;
}

/**
 * Whoever may keep back its share of the excess that was given up by choice pays so much less, and
 * the others bear it by their shares.
 */
function withExcessKeptBack(pack: Pack, shares: readonly Share[], total: Money): Share[] {
  const excess = Money.of(BigInt(pack.amount.excess?.amountMinor ?? '0'), total.currency);
  const weights = shares.map(({ row }) => BigInt(row.shareBp));
  const bearing = shares.map(({ row }) =>
    row.deductsWaivedExcess === true || row.party === CLAIMANT ? 0n : BigInt(row.shareBp),
  );
  // Where nobody is left to bear it, nobody keeps anything back.
  if (bearing.every((weight) => weight === 0n)) return [...shares];
  const zero = Money.zero(total.currency);
  const kept = allocate(excess, weights).map((part, place) => {
    const share = shares[place];
    if (share?.row.deductsWaivedExcess !== true) return zero;
    // Of a smaller claim no more could have been taken than there is.
    return part.isGreaterThan(share.money) ? share.money : part;
  });
  const borne = allocate(sumOf(kept, total.currency), bearing);
  return shares.map(({ row, money }, place) => ({
    row,
    money: money.minus(kept[place] ?? zero).plus(borne[place] ?? zero),
  }));
}

/** An open condition stops the search only where what follows would leave it to the claimant. */
function firstMatch(
  pack: Pack,
  { known }: ReadFacts,
  total: Money,
): { readonly shares: Share[] } | { readonly missing: MissingFact[] } {
  const { rows } = pack.split;
  for (const [place, row] of rows.entries()) {
    const holds = row.when === undefined ? true : conditionHolds(row.when, known);
    if (holds === true) return { shares: [{ row, money: total }] };
    const isClaimantNext = rows.slice(place).some(({ party }) => party === CLAIMANT);
    if (holds === null && row.when !== undefined && isClaimantNext) {
      return { missing: missingCircumstances(row.when, known, pack) };
    }
  }
  return { shares: [] };
}

function toSplitShare({ row, money }: Share): SplitShare {
  const share = { party: row.party, money: money.toJson() };
  return row.recourse === undefined ? share : { ...share, recourse: row.recourse };
}

function describeShares(shares: readonly Share[]): Bilingual {
  const en = shares.map(({ row, money }) => `${row.party} ${money.toString()}`).join(', ');
  const zh = shares.map(({ row, money }) => `${row.party} ${money.toString()}`).join('，');
  return { en: `It is borne by: ${en}.`, 'zh-CN': `承担方：${zh}。` };
}
