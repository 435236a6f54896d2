import type { Invariant } from './invariant';

/** The invariants of money that is credited before a decision, on condition. */
export const CREDIT_INVARIANTS: readonly Invariant[] = [
  {
    id: 'credits-in-ledger',
    rule: 'What is on 1150 for a claim is what was credited to its claimant before the decision, and is neither final nor taken back nor owed.',
    violations: `
      SELECT coalesce(b.claim_id, k.claim_id, 'no claim') || ' ' || coalesce(b.currency, k.currency) AS what,
             coalesce(b.credited, 0) || ' booked, ' || coalesce(k.open, 0) || ' by its parts' AS detail
        FROM (SELECT j.lane, j.claim_id, t.currency,
                     sum(CASE WHEN t.debit_account = '1150' THEN t.amount_minor ELSE -t.amount_minor END) AS credited
                FROM ledger_transfers t JOIN ledger_journals j ON j.lane = t.lane AND j.id = t.journal_id
               WHERE '1150' IN (t.debit_account, t.credit_account) GROUP BY j.lane, j.claim_id, t.currency) b
        FULL JOIN (SELECT s.lane, s.claim_id, p.currency,
                          sum(s.amount_minor - s.final_minor - s.taken_back_minor - s.shortfall_minor) AS open
                     FROM provisional_credit_parts s JOIN payouts p ON p.lane = s.lane AND p.id = s.payout_id
                    WHERE p.status NOT IN ('created', 'failed', 'cancelled', 'returned')
                    GROUP BY s.lane, s.claim_id, p.currency) k USING (lane, claim_id, currency)
       WHERE coalesce(b.credited, 0) <> coalesce(k.open, 0)`,
  },
  {
    id: 'credits-as-promised',
    rule: 'A credit is exactly what an assessment promises, its orders are no more than it, and its sums are those of its parts.',
    violations: `
      SELECT k.claim_id AS what, k.amount_minor || ' credited, ' || coalesce(p.ordered, 0) || ' ordered' AS detail
        FROM provisional_credits k
        LEFT JOIN assessments a ON a.lane = k.lane AND a.id = k.assessment_id AND a.claim_id = k.claim_id
        LEFT JOIN LATERAL (SELECT sum(amount_minor) AS ordered FROM payouts
                            WHERE lane = k.lane AND claim_id = k.claim_id AND kind = 'provisional'
                              AND status NOT IN ('failed', 'cancelled', 'returned')) p ON true
        CROSS JOIN LATERAL (SELECT coalesce(sum(final_minor), 0) AS final, coalesce(sum(taken_back_minor), 0) AS taken,
                                   coalesce(sum(shortfall_minor), 0) AS short FROM provisional_credit_parts
                             WHERE lane = k.lane AND claim_id = k.claim_id) s
       WHERE (a.result -> 'provisional' -> 'money' ->> 'amountMinor')::bigint IS DISTINCT FROM k.amount_minor
          OR coalesce(p.ordered, 0) > k.amount_minor
          OR k.final_minor <> s.final OR k.status IN ('final', 'reversed')
             AND (k.taken_back_minor, k.shortfall_minor) IS DISTINCT FROM (s.taken, s.short)`,
  },
  {
    id: 'credits-have-an-end',
    rule: 'A credit on a claim that is at rest is over, or goes back at a time that its claimant was told.',
    violations: `
      SELECT c.reference AS what, 'credit ' || k.status || ' on a claim that is ' || c.status AS detail
        FROM provisional_credits k JOIN claims c ON c.lane = k.lane AND c.id = k.claim_id
       WHERE c.status IN ('paid', 'denied', 'withdrawn', 'closed') AND c.credit_at IS NULL AND k.status IN ('granted', 'ending')
         AND NOT EXISTS (SELECT FROM payouts p WHERE p.lane = k.lane AND p.claim_id = k.claim_id AND p.kind = 'provisional'
           AND p.status NOT IN ('settled', 'failed', 'cancelled', 'returned'))
         AND NOT EXISTS (SELECT FROM provisional_credit_parts s WHERE s.lane = k.lane AND s.claim_id = k.claim_id
           AND s.next_ask_at IS NOT NULL)`,
  },
  {
    id: 'shortfalls-recovered',
    rule: 'What a claimant owes of a credit is a recovery as soon as it was handed on.',
    violations: `
      SELECT k.claim_id AS what, k.shortfall_minor || ' handed on, ' || coalesce(r.requested_minor, 0) || ' asked back' AS detail
        FROM provisional_credits k
        LEFT JOIN recoveries r ON r.lane = k.lane AND r.claim_id = k.claim_id AND r.kind = 'credit'
       WHERE k.handed_on_at IS NOT NULL AND k.shortfall_minor IS DISTINCT FROM r.requested_minor`,
  },
];
