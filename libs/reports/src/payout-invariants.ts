import type { Invariant } from './invariant';

/** The invariants of payouts that wait: for a machine, for people, and for their money. */
export const PAYOUT_INVARIANTS: readonly Invariant[] = [
  {
    id: 'open-payouts-have-a-next-step',
    rule: 'Every payout that a machine may bring forward has a time at which it is looked at again.',
    violations: `
      SELECT id AS what, status AS detail FROM payouts
       WHERE status IN ('created', 'submitted', 'pending', 'unknown') AND next_action_at IS NULL`,
  },
  {
    id: 'doubted-payouts-are-somebodys',
    rule: 'Of every payout, but for credits, about which only people can say what became of it, its claim says what comes next, and whose it is or since when nobody’s.',
    violations: `
      SELECT p.id AS what, p.status || ' on a claim that waits for nobody' AS detail
        FROM payouts p JOIN claims c ON c.lane = p.lane AND c.id = p.claim_id
       WHERE p.kind <> 'provisional'
         AND (p.status = 'action_required' OR p.status IN ('settled', 'failed') AND p.status_reason = 'contradiction')
         AND (c.next_step IS NULL OR c.next_by IS NULL)`,
  },
  {
    id: 'payable-as-awarded',
    rule: 'What is payable on 2030 for an open claim is its award, its part of what came back and what was given beside, less what its payouts and its credits have taken out of it.',
    violations: `
      SELECT c.reference AS what,
             coalesce(b.payable, 0) || ' on 2030, ' || coalesce(c.awarded_minor, 0) + p.beside - p.taken - coalesce(b.given_up, 0) - k.final
               || ' by its award' AS detail
        FROM claims c
        LEFT JOIN LATERAL (
          SELECT sum(CASE '2030' WHEN t.credit_account THEN t.amount_minor WHEN t.debit_account THEN -t.amount_minor END) AS payable,
                 sum(t.amount_minor) FILTER (WHERE j.kind = 'E34' AND t.debit_account = '2050') AS given_up
            FROM ledger_journals j JOIN ledger_transfers t ON t.lane = j.lane AND t.journal_id = j.id
           WHERE j.lane = c.lane AND j.claim_id = c.id AND t.currency = c.currency) b ON true
       CROSS JOIN LATERAL (
          SELECT coalesce(sum(amount_minor) FILTER (WHERE kind IN ('recovered', 'goodwill') AND replaces_id IS NULL), 0) AS beside,
                 coalesce(sum(CASE
                   WHEN status IN ('submitted', 'pending', 'unknown', 'action_required', 'settled') THEN amount_minor
                   WHEN status = 'created' THEN reissued_minor
                   ELSE held_minor END), 0) AS taken
            FROM payouts WHERE lane = c.lane AND claim_id = c.id AND kind <> 'provisional') p
       CROSS JOIN LATERAL (
          SELECT coalesce(sum(final_minor), 0) AS final FROM provisional_credit_parts
           WHERE lane = c.lane AND claim_id = c.id) k
       WHERE c.status NOT IN ('paid', 'denied', 'withdrawn', 'closed')
         AND coalesce(b.payable, 0)
          <> coalesce(c.awarded_minor, 0) + p.beside - p.taken - coalesce(b.given_up, 0) - k.final`,
  },
];
