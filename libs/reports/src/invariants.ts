/** A rule that the books and the claims keep at every moment, as the query for what breaks it. */
export interface Invariant {
  readonly id: string;
  readonly rule: string;
  /** Returns one row per violation: what, and by how much. Empty when the rule holds. */
  readonly violations: string;
}

/**
 * The invariants of DESIGN §9 that concern what exists today, each independent of the code that
 * keeps it: plain SQL over plain tables. `ganpei doctor --books` runs them all.
 */
export const INVARIANTS: readonly Invariant[] = [
  {
    id: 'journals-complete',
    rule: 'Every journal has exactly the lines that it was posted with, and every line a journal.',
    violations: `
      SELECT coalesce(j.id, t.journal_id) AS what,
             coalesce(j.lines, 0) || ' lines stated, ' || count(t.line) || ' found' AS detail
        FROM ledger_journals j FULL JOIN ledger_transfers t ON t.lane = j.lane AND t.journal_id = j.id
       GROUP BY coalesce(j.lane, t.lane), coalesce(j.id, t.journal_id), j.lines
      HAVING count(t.line) <> coalesce(j.lines, 0) OR bool_or(t.lines <> j.lines)`,
  },
  {
    id: 'sealed-or-waiting',
    rule: 'Every journal is in the log, or waits for its seal.',
    violations: `
      SELECT j.id AS what, 'neither sealed nor waiting' AS detail FROM ledger_journals j
       WHERE NOT EXISTS (SELECT FROM ledger_leaves l WHERE l.lane = j.lane AND l.journal_id = j.id)
         AND NOT EXISTS (SELECT FROM (SELECT lane, unnest(journal_ids) AS id FROM ledger_unsealed) AS u
                          WHERE u.lane = j.lane AND u.id = j.id)`,
  },
  {
    id: 'debits-equal-credits',
    rule: 'Debits equal credits in each currency, summed over accounts.',
    violations: `
      SELECT currency AS what, sum(amount)::text AS detail FROM (
        SELECT t.currency, t.amount_minor AS amount FROM ledger_transfers t
          JOIN ledger_accounts a ON a.code = t.debit_account
        UNION ALL
        SELECT t.currency, -t.amount_minor FROM ledger_transfers t
          JOIN ledger_accounts a ON a.code = t.credit_account
      ) sides GROUP BY currency HAVING sum(amount) <> 0`,
  },
  {
    id: 'fund-not-overdrawn',
    rule: 'No more was taken out of the guarantee fund than is in it.',
    violations: `
      SELECT currency AS what, sum(CASE WHEN debit_account = '1020' THEN amount_minor ELSE -amount_minor END)::text AS detail
        FROM ledger_transfers WHERE '1020' IN (debit_account, credit_account)
       GROUP BY currency
      HAVING sum(CASE WHEN debit_account = '1020' THEN amount_minor ELSE -amount_minor END) < 0`,
  },
  {
    id: 'guards-as-booked',
    rule: 'What all lanes may still take out of guarded accounts is what is on them, and not below zero.',
    violations: `
      SELECT o.guard || ' ' || o.currency AS what, o.available || ' allotted, ' || coalesce(b.balance, 0) || ' booked' AS detail
        FROM (SELECT guard, currency, sum(available_minor) AS available FROM ledger_guards GROUP BY guard, currency) o
        LEFT JOIN (
          SELECT a.guard, s.currency, sum(s.amount) AS balance FROM (
            SELECT debit_account AS code, currency, amount_minor AS amount FROM ledger_transfers
            UNION ALL
            SELECT credit_account, currency, -amount_minor FROM ledger_transfers) s
            JOIN ledger_accounts a ON a.code = s.code WHERE a.guard IS NOT NULL
           GROUP BY a.guard, s.currency) b ON b.guard = o.guard AND b.currency = o.currency
       WHERE o.available <> coalesce(b.balance, 0) OR o.available < 0`,
  },
  {
    id: 'closed-claims-at-zero',
    rule: 'A claim that is closed, paid, denied or withdrawn has nothing on 2010, 2030, 2040, 2050, 1150.',
    violations: `
      SELECT c.reference AS what, s.code || ' ' || sum(s.amount) AS detail
        FROM claims c
        JOIN ledger_journals j ON j.lane = c.lane AND j.claim_id = c.id
        JOIN (SELECT lane, journal_id, debit_account AS code, amount_minor AS amount FROM ledger_transfers
              UNION ALL
              SELECT lane, journal_id, credit_account, -amount_minor FROM ledger_transfers) s
          ON s.lane = j.lane AND s.journal_id = j.id
       WHERE c.status IN ('closed', 'paid', 'denied', 'withdrawn')
         AND s.code IN ('2010', '2030', '2040', '2050', '1150')
       GROUP BY c.lane, c.id, c.reference, s.code HAVING sum(s.amount) <> 0`,
  },
  {
    id: 'reserve-in-ledger',
    rule: 'The reserve on a claim is its balance on 2010.',
    violations: `
      SELECT c.reference AS what, c.reserve_minor || ' on the claim, ' || coalesce(b.balance, 0) || ' on 2010' AS detail
        FROM claims c LEFT JOIN LATERAL (
          SELECT sum(CASE WHEN t.credit_account = '2010' THEN t.amount_minor ELSE -t.amount_minor END) AS balance
            FROM ledger_journals j JOIN ledger_transfers t ON t.lane = j.lane AND t.journal_id = j.id
           WHERE j.lane = c.lane AND j.claim_id = c.id AND '2010' IN (t.debit_account, t.credit_account)
        ) b ON true
       WHERE c.reserve_minor <> coalesce(b.balance, 0)`,
  },
  {
    id: 'paid-in-ledger',
    rule: 'What a claim says was paid is what left the rail for it, and never more than its award.',
    violations: `
      SELECT c.reference AS what, c.paid_minor || ' on the claim, ' || coalesce(b.paid, 0) || ' left the rail' AS detail
        FROM claims c LEFT JOIN LATERAL (
          SELECT sum(CASE WHEN t.credit_account = '1030' THEN t.amount_minor ELSE -t.amount_minor END) AS paid
            FROM ledger_journals j JOIN ledger_transfers t ON t.lane = j.lane AND t.journal_id = j.id
           WHERE j.lane = c.lane AND j.claim_id = c.id AND '1030' IN (t.debit_account, t.credit_account)
        ) b ON true
       WHERE c.paid_minor <> coalesce(b.paid, 0) OR coalesce(b.paid, 0) > coalesce(c.awarded_minor, 0)`,
  },
  {
    id: 'transit-while-not-final',
    rule: 'A payout is in transit on 2040 exactly while its outcome is not final.',
    violations: `
      SELECT p.id AS what, p.status || ' with ' || coalesce(b.transit, 0) || ' in transit' AS detail
        FROM payouts p LEFT JOIN LATERAL (
          SELECT sum(CASE WHEN t.credit_account = '2040' THEN t.amount_minor ELSE -t.amount_minor END) AS transit
            FROM ledger_journals j JOIN ledger_transfers t ON t.lane = j.lane AND t.journal_id = j.id
           WHERE j.lane = p.lane AND j.idempotency_key IN (p.id || '/E15', p.id || '/E16', p.id || '/E17')
             AND '2040' IN (t.debit_account, t.credit_account)
        ) b ON true
       WHERE coalesce(b.transit, 0) <> CASE WHEN p.status IN ('submitted', 'pending', 'unknown', 'action_required')
                                            THEN p.amount_minor ELSE 0 END`,
  },
  {
    id: 'one-settled-payout-per-line',
    rule: 'No claim line is paid twice.',
    violations: `
      SELECT claim_line_id AS what, count(*) || ' settled payouts' AS detail
        FROM payouts WHERE status = 'settled' GROUP BY lane, claim_line_id HAVING count(*) > 1`,
  },
  {
    id: 'one-payout-per-rail-transfer',
    rule: 'A transfer of a rail proves one payout, never two.',
    violations: `
      SELECT rail || ' ' || rail_transfer_id AS what, count(*) || ' payouts' AS detail
        FROM payouts WHERE rail_transfer_id IS NOT NULL
       GROUP BY rail, rail_transfer_id HAVING count(*) > 1`,
  },
  {
    id: 'payouts-as-decided',
    rule: 'Every payout is exactly the award of its line in the decision that it stands on.',
    violations: `
      SELECT p.id AS what, p.amount_minor || ' ' || p.currency || ' on ' || p.decision_id AS detail
        FROM payouts p LEFT JOIN decisions d ON d.lane = p.lane AND d.id = p.decision_id AND d.claim_id = p.claim_id
       WHERE d.id IS NULL OR d.currency <> p.currency OR NOT EXISTS (
         SELECT FROM jsonb_array_elements(d.lines) AS line
          WHERE line ->> 'lineId' = p.claim_line_id AND (line ->> 'awardMinor')::bigint = p.amount_minor)`,
  },
  {
    id: 'payments-not-overclaimed',
    rule: 'The live claims on a payment add up to what the payment says, and to no more than its amount.',
    violations: `
      SELECT p.id AS what, p.claimed_minor || ' noted, ' || coalesce(sum(l.live), 0) || ' live' AS detail
        FROM payments p LEFT JOIN (
          SELECT lane, payment_id, CASE status WHEN 'claimed' THEN amount_minor WHEN 'awarded' THEN award_minor ELSE 0 END AS live
            FROM claim_lines) l ON l.lane = p.lane AND l.payment_id = p.id
       GROUP BY p.lane, p.id, p.claimed_minor, p.amount_minor
      HAVING p.claimed_minor <> coalesce(sum(l.live), 0) OR coalesce(sum(l.live), 0) > p.amount_minor`,
  },
  {
    id: 'four-eyes',
    rule: 'Every payout stands on a decision with all approvals it needs, by other people than decided or filed.',
    violations: `
      SELECT p.id AS what, 'decision ' || d.id || ' needs ' || d.approvals_required AS detail
        FROM payouts p JOIN decisions d ON d.lane = p.lane AND d.id = p.decision_id
        JOIN claims c ON c.lane = p.lane AND c.id = p.claim_id
       WHERE (SELECT count(DISTINCT a.approver_id) FROM decision_approvals a
               WHERE a.lane = d.lane AND a.decision_id = d.id AND a.verdict = 'approve' AND a.digest = d.digest
                 AND a.approver_id NOT IN (d.decided_by, c.filed_by)) < d.approvals_required
          OR (d.decided_by <> 'system' AND d.decided_by = c.filed_by)`,
  },
  {
    id: 'open-claims-have-a-next-step',
    rule: 'Every open claim says what comes next, by whom and by when.',
    violations: `
      SELECT reference AS what, status AS detail FROM claims
       WHERE status NOT IN ('paid', 'denied', 'withdrawn', 'closed')
         AND (next_step IS NULL OR next_by IS NULL OR next_due_at IS NULL)`,
  },
  {
    id: 'every-change-audited',
    rule: 'Every claim and every decision has its line in the audit trail.',
    violations: `
      SELECT c.reference AS what, 'no claim.filed' AS detail FROM claims c
       WHERE NOT EXISTS (SELECT FROM audit_records a WHERE a.lane = c.lane AND a.object_id = c.id AND a.action = 'claim.filed')
      UNION ALL
      SELECT d.id, 'no claim.decided' FROM decisions d
       WHERE NOT EXISTS (SELECT FROM audit_records a WHERE a.lane = d.lane AND a.object_id = d.claim_id
                            AND a.action = 'claim.decided' AND a.facts ->> 'decisionId' = d.id)`,
  },
];
