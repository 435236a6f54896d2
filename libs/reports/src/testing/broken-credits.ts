import { OPEN, PAID, journalSql, oneOf } from './planted-bookings';
import type { PlantedViolation } from './planted-bookings';

/** A credit of 7 on a claim, as its assessment promises it, and as the wish says besides. */
function creditSql(
  claim: string,
  wish: { status: string; amountMinor?: number; also?: string },
): string {
  const { status, amountMinor = 7, also = '' } = wish;
  const [columns, values] = also === '' ? ['', ''] : also.split(' := ');
  return `UPDATE assessments SET result = jsonb_set(result, '{provisional}',
       '{"dueAt": "2026-11-20T04:00:00Z", "money": {"currency": "CNY", "amountMinor": "7"}}') WHERE claim_id = ${claim};
     INSERT INTO provisional_credits (lane, claim_id, assessment_id, currency, amount_minor, due_at, granted_at,
         status, announced_at, ends_at, steps, updated_at${columns ?? ''})
       SELECT lane, claim_id, id, 'CNY', ${String(amountMinor)}, now(), now(), '${status}', now(), now() + interval '5 days',
         1, now()${values ?? ''} FROM assessments WHERE claim_id = ${claim} ORDER BY number DESC LIMIT 1;`;
}

/** What is done to credits before a decision. */
export const BROKEN_CREDITS: readonly PlantedViolation[] = [
  [
    'credits-in-ledger',
    'a credit in the books that nobody was given',
    journalSql('1150', '2100', { claim: OPEN, also: ['1040', '1010'] }),
  ],
  [
    'credits-as-promised',
    'a credit of more than was promised',
    creditSql(OPEN, { status: 'granted', amountMinor: 8 }),
  ],
  [
    'credits-as-promised',
    'a credit that is final, and no part of it is',
    creditSql(OPEN, { status: 'final', also: ', final_minor := , 7' }),
  ],
  [
    'credits-have-an-end',
    'a credit on a paid claim that nobody looks at',
    creditSql(PAID, { status: 'granted' }),
  ],
  [
    'shortfalls-recovered',
    'a debt that was handed on, and that nobody recovers',
    creditSql(PAID, {
      status: 'reversed',
      also: ', shortfall_minor, handed_on_at := , 7, now()',
    }) +
      `INSERT INTO provisional_credit_parts (lane, payout_id, claim_id, claim_line_id, destination, amount_minor,
           shortfall_minor, ended_at)
         SELECT lane, id, claim_id, claim_line_id, 'bank', 7, 7, now() FROM payouts
          WHERE id = ${oneOf('payouts')} AND claim_id = ${PAID};`,
  ],
];
