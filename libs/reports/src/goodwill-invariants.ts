import type { Invariant } from './invariant';

/** The invariants of money that claimants get beside their awards. */
export const GOODWILL_INVARIANTS: readonly Invariant[] = [
  {
    id: 'goodwill-as-granted',
    rule: 'What claimants get beside their awards has the words that it needs, is ordered exactly, once, and costs exactly that (5040, 5080).',
    violations: `
      SELECT coalesce(g.id, p.source_id, b.cause) AS what,
             coalesce(g.amount_minor, 0) || ' granted, ' || coalesce(p.ordered, 0) || ' ordered, ' || coalesce(b.booked, 0) || ' booked' AS detail
        FROM (SELECT g.lane, g.id, g.amount_minor FROM goodwill_grants g
               WHERE g.approvals_required = 0 OR EXISTS (
                 SELECT FROM goodwill_verdicts v
                  WHERE v.lane = g.lane AND v.grant_id = g.id AND v.verdict = 'approve' AND v.digest = g.digest
                    AND v.approver_person <> g.proposed_by_person)) g
        FULL JOIN (SELECT lane, source_id, sum(amount_minor) AS ordered FROM payouts
                    WHERE kind = 'goodwill' AND replaces_id IS NULL
                    GROUP BY lane, source_id) p ON p.lane = g.lane AND p.source_id = g.id
        FULL JOIN (SELECT j.lane, split_part(j.idempotency_key, '/', 1) AS cause,
                          sum(CASE WHEN t.debit_account IN ('5040', '5080') THEN t.amount_minor ELSE -t.amount_minor END) AS booked
                     FROM ledger_journals j JOIN ledger_transfers t ON t.lane = j.lane AND t.journal_id = j.id
                    WHERE t.debit_account IN ('5040', '5080') OR t.credit_account IN ('5040', '5080')
                    GROUP BY 1, 2) b
               ON b.lane = coalesce(g.lane, p.lane) AND b.cause = coalesce(g.id, p.source_id)
       WHERE (coalesce(g.amount_minor, 0), coalesce(g.amount_minor, 0))
          <> (coalesce(p.ordered, 0), coalesce(b.booked, 0))`,
  },
];
