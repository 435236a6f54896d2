import { CREDIT_INVARIANTS } from './credit-invariants';
import { GOODWILL_INVARIANTS } from './goodwill-invariants';
import type { Invariant } from './invariant';
import { PAYOUT_INVARIANTS } from './payout-invariants';
import { RECOVERY_INVARIANTS } from './recovery-invariants';
import { STATEMENT_INVARIANTS } from './statement-invariants';

/** Each line of a journal `t` as the debit of one account and the credit of another. */
const SIDES =
  'LATERAL (VALUES (t.debit_account, t.amount_minor, 0), (t.credit_account, 0, t.amount_minor)) AS side (account, debit, credit)';

/**
 * Money reaches the claimant where a payout settles, in whatever currency the rail paid (2040 to
 * 1030 or 1090), and where a provisional credit is made final (2030 to 1150); it comes back where a
 * settled payout is returned (1030 to 2050). A reversal is the same line the other way round.
 */
const PAID_BY_LINE = `CASE
            WHEN (t.debit_account, t.credit_account) IN (('2040', '1030'), ('2040', '1090'), ('2030', '1150'), ('2050', '1030'))
              THEN 1
            WHEN (t.debit_account, t.credit_account) IN (('1030', '2040'), ('1090', '2040'), ('1150', '2030'), ('1030', '2050'))
              THEN -1
            ELSE 0 END`;

/**
 * The invariants of DESIGN §9 that concern what exists today, each independent of the code that
 * keeps it: plain SQL over plain tables, wherever SQL can say it. `ganpei doctor --books` runs them
 * all.
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
    id: 'leaves-as-booked',
    rule: 'The log verifies: its leaves are the journals as they stand, its checkpoints the roots of exactly these.',
    violations: { inLog: 'leaves' },
  },
  {
    id: 'balances-as-booked',
    rule: 'What each checkpoint says went through an account is what the lines of its leaves add up to.',
    violations: { inLog: 'balances' },
  },
  {
    id: 'days-as-booked',
    rule: 'The turnover of each day, by booking and by effect, is what the sealed lines of that day add up to.',
    violations: { inLog: 'days' },
  },
  {
    id: 'effective-as-closed',
    rule: 'A journal counts from when it happened; if that period was closed, from the end of a closed one.',
    violations: `
      SELECT j.id AS what, 'occurred ' || j.occurred_at || ', counts from ' || j.effective_at AS detail
        FROM ledger_journals j
       WHERE j.effective_at <> j.occurred_at AND (j.effective_at < j.occurred_at OR NOT EXISTS (
         SELECT FROM ledger_period_closings c WHERE c.closed_until = j.effective_at))`,
  },
  {
    id: 'accounts-in-chart',
    rule: 'Every line goes between accounts of the chart, in a currency that they are kept in.',
    violations: `
      SELECT side.account || ' ' || t.currency AS what, count(*) || ' lines' AS detail
        FROM ledger_transfers t CROSS JOIN ${SIDES}
       WHERE NOT EXISTS (SELECT FROM ledger_accounts a
         WHERE a.code = side.account AND coalesce(a.currency, t.currency) = t.currency)
       GROUP BY side.account, t.currency`,
  },
  {
    id: 'wallets-backed',
    rule: 'After each journal customer money (2100) is backed one to one by 1040; only what takes a credit back takes from it.',
    violations: `
      SELECT journal_id AS what, currency || ' ' || sum(debit - credit) || ' without counterpart' AS detail
        FROM ledger_transfers t CROSS JOIN ${SIDES} WHERE account IN ('1040', '2100')
       GROUP BY lane, journal_id, currency HAVING sum(debit - credit) <> 0
       UNION ALL
      SELECT j.id, j.kind || ' takes ' || t.amount_minor || ' ' || t.currency || ' from customers'
        FROM ledger_transfers t JOIN ledger_journals j ON j.lane = t.lane AND j.id = t.journal_id
       WHERE t.debit_account = '2100' AND j.kind <> 'E13' AND j.reverses_id IS NULL`,
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
    rule: 'A claim that is closed, paid, denied or withdrawn has nothing on 2010, 2030, 2040, 2050.',
    violations: `
      SELECT c.reference AS what, side.account || ' ' || sum(side.debit - side.credit) || ' ' || t.currency AS detail
        FROM claims c
        JOIN ledger_journals j ON j.lane = c.lane AND j.claim_id = c.id
        JOIN ledger_transfers t ON t.lane = j.lane AND t.journal_id = j.id CROSS JOIN ${SIDES}
       WHERE c.status IN ('closed', 'paid', 'denied', 'withdrawn')
         AND side.account IN ('2010', '2030', '2040', '2050')
       GROUP BY c.lane, c.id, c.reference, c.status, side.account, t.currency
      HAVING sum(side.debit - side.credit) <> 0`,
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
    rule: 'What a claim says was paid is what reached the claimant by the books, less what came back of the loss and what was given beside; and never more than its award.',
    violations: `
      SELECT c.reference AS what, c.paid_minor || ' on the claim, ' || coalesce(b.paid, 0) || ' in the books, ' || r.paid || ' beside' AS detail
        FROM claims c LEFT JOIN LATERAL (
          SELECT sum(t.amount_minor * ${PAID_BY_LINE}) AS paid
            FROM ledger_journals j JOIN ledger_transfers t ON t.lane = j.lane AND t.journal_id = j.id
           WHERE j.lane = c.lane AND j.claim_id = c.id AND t.currency = c.currency
        ) b ON true
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(p.amount_minor), 0) AS paid FROM payouts p
           WHERE p.lane = c.lane AND p.claim_id = c.id AND p.kind IN ('recovered', 'goodwill') AND p.status = 'settled'
        ) r
       WHERE c.paid_minor + r.paid <> coalesce(b.paid, 0) OR c.paid_minor > coalesce(c.awarded_minor, 0)`,
  },
  {
    id: 'transit-while-not-final',
    rule: 'What is in transit on 2040 for a claim is the sum of its payouts whose outcome is not final, but for credits.',
    violations: `
      SELECT coalesce(claim_id, 'no claim') || ' ' || currency AS what,
             coalesce(b.transit, 0) || ' in transit, ' || coalesce(p.open, 0) || ' without an outcome' AS detail
        FROM (SELECT j.lane, j.claim_id, t.currency, sum(side.credit - side.debit) AS transit
                FROM ledger_transfers t JOIN ledger_journals j ON j.lane = t.lane AND j.id = t.journal_id CROSS JOIN ${SIDES}
               WHERE side.account = '2040' GROUP BY j.lane, j.claim_id, t.currency) b
        FULL JOIN (SELECT lane, claim_id, currency, sum(amount_minor) AS open FROM payouts
                    WHERE status IN ('submitted', 'pending', 'unknown', 'action_required') AND kind <> 'provisional'
                    GROUP BY lane, claim_id, currency) p USING (lane, claim_id, currency)
       WHERE coalesce(b.transit, 0) <> coalesce(p.open, 0)`,
  },
  {
    id: 'held-while-returned',
    rule: 'What is held on 2050 for a claim is what came back of its payouts and was not sent again.',
    violations: `
      SELECT coalesce(claim_id, 'no claim') || ' ' || currency AS what,
             coalesce(b.held, 0) || ' held, ' || coalesce(p.held, 0) || ' came back' AS detail
        FROM (SELECT j.lane, j.claim_id, t.currency, sum(side.credit - side.debit) AS held
                FROM ledger_transfers t JOIN ledger_journals j ON j.lane = t.lane AND j.id = t.journal_id CROSS JOIN ${SIDES}
               WHERE side.account = '2050' GROUP BY j.lane, j.claim_id, t.currency) b
        FULL JOIN (SELECT lane, claim_id, currency,
                          sum(held_minor + CASE status WHEN 'created' THEN reissued_minor ELSE 0 END) AS held
                     FROM payouts GROUP BY lane, claim_id, currency) p USING (lane, claim_id, currency)
       WHERE coalesce(b.held, 0) <> coalesce(p.held, 0)`,
  },
  {
    id: 'one-settled-payout-per-line',
    rule: 'No claim line is paid twice on one decision, but for what came back in between.',
    violations: `
      SELECT claim_line_id AS what, count(*) || ' settled payouts on ' || decision_id AS detail
        FROM payouts WHERE status = 'settled' AND replaces_id IS NULL AND kind = 'award'
       GROUP BY lane, claim_line_id, decision_id HAVING count(*) > 1`,
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
    rule: 'Every payout of an award is exactly what its decision adds to that of its line, and every payout goes back the way its payment came.',
    violations: `
      SELECT p.id AS what, p.amount_minor || ' ' || p.currency || ' on ' || p.decision_id AS detail
        FROM payouts p LEFT JOIN decisions d ON d.lane = p.lane AND d.id = p.decision_id AND d.claim_id = p.claim_id
       WHERE p.kind <> 'provisional' AND (d.id IS NULL OR d.currency <> p.currency) OR p.kind = 'award' AND NOT EXISTS (
         SELECT FROM jsonb_array_elements(d.lines) AS line
          WHERE line ->> 'lineId' = p.claim_line_id AND (line ->> 'awardMinor')::bigint = p.amount_minor + provisional_final_minor(p.lane, p.claim_line_id) + (
            SELECT coalesce(sum((taken ->> 'amountMinor')::bigint), 0)
              FROM award_take_backs t JOIN award_take_back_verdicts v USING (lane, claim_id, number)
             CROSS JOIN jsonb_array_elements(t.lines) AS taken
             WHERE t.lane = p.lane AND t.decision_id = p.decision_id AND v.verdict = 'approve'
               AND taken ->> 'lineId' = p.claim_line_id AND v.given_at <= p.created_at) + (
            SELECT coalesce(sum(q.amount_minor), 0) FROM payouts q
             WHERE q.lane = p.lane AND q.claim_line_id = p.claim_line_id AND q.kind = 'award' AND q.id < p.id
               AND (q.decision_id <> p.decision_id OR p.replaces_id IS NOT NULL)
               AND NOT (q.status IN ('failed', 'cancelled', 'returned') AND q.updated_at <= p.created_at
                 AND coalesce(q.status_reason, '') NOT IN ('paid_to_state', 'released'))))
          OR p.payee ->> 'route' = 'original' AND NOT EXISTS (
            SELECT FROM claim_lines l JOIN payments y ON y.lane = l.lane AND y.id = l.payment_id
             WHERE l.lane = p.lane AND l.id = p.claim_line_id
               AND y.source = p.payee ->> 'paymentSource' AND y.source_id = p.payee ->> 'paymentSourceId')`,
  },
  {
    id: 'payments-not-overclaimed',
    rule: 'The live claims on a payment add up to what the payment says, and to no more than its amount.',
    violations: `
      SELECT p.id AS what, p.claimed_minor || ' noted, ' || coalesce(sum(l.live), 0) || ' live' AS detail
        FROM payments p LEFT JOIN (
          SELECT lane, payment_id, CASE status WHEN 'claimed' THEN amount_minor WHEN 'awarded' THEN least(award_minor, amount_minor) ELSE 0 END AS live
            FROM claim_lines) l ON l.lane = p.lane AND l.payment_id = p.id
       GROUP BY p.lane, p.id, p.claimed_minor, p.amount_minor
      HAVING p.claimed_minor <> coalesce(sum(l.live), 0) OR coalesce(sum(l.live), 0) > p.amount_minor`,
  },
  {
    id: 'four-eyes',
    rule: 'Every payout stands on a decision with all approvals it needs, by other people than decided, filed or claim.',
    violations: `
      SELECT p.id AS what, 'decision ' || d.id || ' needs ' || d.approvals_required AS detail
        FROM payouts p JOIN decisions d ON d.lane = p.lane AND d.id = p.decision_id
        JOIN claims c ON c.lane = p.lane AND c.id = p.claim_id
       WHERE (SELECT count(DISTINCT coalesce(u.person_id, a.approver_id)) FROM decision_approvals a
                LEFT JOIN users u ON u.id = a.approver_id
               WHERE a.lane = d.lane AND a.decision_id = d.id AND a.verdict = 'approve' AND a.digest = d.digest
                 AND coalesce(u.person_id, a.approver_id) NOT IN (
                   SELECT coalesce(h.person_id, hand.id) FROM (VALUES (d.decided_by), (c.filed_by)) AS hand (id)
                     LEFT JOIN users h ON h.id = hand.id
                   UNION SELECT person_id FROM users WHERE party_id = c.claimant_party_id)) < d.approvals_required
          OR (d.decided_by <> 'system' AND d.decided_by = c.filed_by)
          OR EXISTS (SELECT FROM decision_recalls r WHERE r.lane = d.lane AND r.decision_id = d.id)`,
  },
  {
    id: 'awards-as-decided',
    rule: 'The awards on record of a claim add up to what its final decision states.',
    violations: `
      SELECT d.id AS what, d.award_minor || ' decided, ' || coalesce(sum(a.amount_minor), 0) || ' on record' AS detail
        FROM claims c JOIN decisions d ON d.lane = c.lane AND d.id = c.decision_id
        LEFT JOIN awards a ON a.lane = c.lane AND a.claim_id = c.id AND a.currency = d.currency
       GROUP BY d.lane, d.id, d.award_minor HAVING d.award_minor <> coalesce(sum(a.amount_minor), 0)`,
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
    rule: 'Every claim, its end by hand, every decision and every payout has its line in the audit trail.',
    violations: `
      SELECT c.reference AS what, 'no claim.filed' AS detail FROM claims c
       WHERE NOT EXISTS (SELECT FROM audit_records a WHERE a.lane = c.lane AND a.object_id = c.id AND a.action = 'claim.filed')
      UNION ALL
      SELECT d.id, 'no claim.decided' FROM decisions d
       WHERE NOT EXISTS (SELECT FROM audit_records a WHERE a.lane = d.lane AND a.object_id = d.claim_id
                            AND a.action = 'claim.decided' AND a.facts ->> 'decisionId' = d.id)
      UNION ALL
      SELECT p.id, 'no payout.opened' FROM payouts p
       WHERE NOT EXISTS (SELECT FROM audit_records a WHERE a.lane = p.lane AND a.object_id = p.claim_id
                            AND a.action = 'payout.opened' AND a.facts ->> 'payoutId' = p.id)
      UNION ALL
      SELECT c.reference, 'no claim.' || c.status FROM claims c
       WHERE c.status IN ('withdrawn', 'closed') AND NOT EXISTS (
         SELECT FROM audit_records a WHERE a.lane = c.lane AND a.object_id = c.id AND a.action = 'claim.' || c.status)`,
  },
  ...PAYOUT_INVARIANTS,
  ...CREDIT_INVARIANTS,
  ...GOODWILL_INVARIANTS,
  ...RECOVERY_INVARIANTS,
  ...STATEMENT_INVARIANTS,
];
