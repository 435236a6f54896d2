import type { DomainError } from '@app/kernel';

import {
  CLAIM_STATUSES,
  NEXT_STATUSES,
  advance,
  isSettledStatus,
  isUndecided,
  mayAdvance,
} from './claim-lifecycle';
import type { ClaimStatus } from './claim-lifecycle';

/** Rows: from. Columns: to, in the same order. `x` may, `.` may not. */
const TABLE: Readonly<Record<ClaimStatus, string>> = {
  //                  rc as aw ir aa ap py pd dn wd cl
  received: /*         */ '.  x  .  .  .  .  .  .  .  x  .',
  assessing: /*        */ '.  .  x  x  .  x  .  .  .  x  .',
  awaiting_claimant: /**/ '.  x  .  .  x  x  .  .  x  x  .',
  in_review: /*        */ '.  x  .  .  x  x  .  .  x  x  .',
  awaiting_approval: /**/ '.  .  .  x  .  x  .  .  x  x  .',
  approved: /*         */ '.  .  .  .  .  .  x  .  .  .  .',
  paying: /*           */ '.  .  .  .  .  x  .  x  .  .  .',
  paid: /*             */ '.  .  .  .  .  .  .  .  .  .  x',
  denied: /*           */ '.  .  .  .  .  .  .  .  .  .  x',
  withdrawn: /*        */ '.  .  .  .  .  .  .  .  .  .  x',
  closed: /*           */ '.  .  .  .  .  .  .  .  .  .  .',
};

const PAIRS = CLAIM_STATUSES.flatMap((from) =>
  CLAIM_STATUSES.map((to, column) => {
    const may = TABLE[from].split(/\s+/)[column] === 'x';
    return { from, to, may, word: may ? 'may' : 'may not' };
  }),
);

/** The new status, or the refusal. */
function endOf(from: ClaimStatus, to: ClaimStatus): unknown {
  try {
    return advance(from, to);
  } catch (error) {
    return error;
  }
}

describe('the life of a claim', () => {
  it.each(PAIRS)('a claim that is $from $word become $to', ({ from, to, may }) => {
    expect(mayAdvance(from, to)).toBe(may);
    const refusal = expect.objectContaining({ kind: 'conflict', code: 'claim.cannot_advance' });
    expect(endOf(from, to)).toEqual(may ? to : refusal);
  });

  it('knows 121 pairs, of which 26 are allowed', () => {
    expect(PAIRS).toHaveLength(121);
    expect(PAIRS.filter(({ may }) => may)).toHaveLength(26);
  });

  it('lets nothing leave a closed claim', () => {
    expect(NEXT_STATUSES.closed).toEqual([]);
  });

  it.each(CLAIM_STATUSES)('has a way from %s to closed', (status) => {
    const reached = new Set<ClaimStatus>([status]);
    for (const seen of reached) for (const next of NEXT_STATUSES[seen]) reached.add(next);
    expect(reached).toContain('closed');
  });

  it('never pays without an approval before', () => {
    const before = (wanted: ClaimStatus): ClaimStatus[] =>
      CLAIM_STATUSES.filter((status) => NEXT_STATUSES[status].includes(wanted));
    expect(before('paid')).toEqual(['paying']);
    expect(before('paying')).toEqual(['approved']);
  });

  it('names both states in a refusal, in both languages', () => {
    const { text } = endOf('paid', 'withdrawn') as DomainError;
    expect(text.en).toMatch(/"paid".*"withdrawn"/);
    expect(text['zh-CN']).toMatch(/“paid”.*“withdrawn”/);
  });

  it.each(CLAIM_STATUSES.map((status) => [status, isSettledStatus(status)] as const))(
    '%s is at rest (%s) exactly when nothing but closing can follow',
    (status, settled) => {
      expect(settled).toBe(NEXT_STATUSES[status].every((next) => next === 'closed'));
    },
  );

  it('takes a claim for undecided until it is approved, denied or withdrawn', () => {
    expect(CLAIM_STATUSES.filter(isUndecided)).toEqual([
      'received',
      'assessing',
      'awaiting_claimant',
      'in_review',
      'awaiting_approval',
    ]);
  });
});
