import { APPROVED, OPEN, PAID, journalSql, onTheRail, oneOf, openedSql } from './planted-bookings';
import type { PlantedViolation } from './planted-bookings';

/** What is done to claims, decisions, payouts and payments. */
export const BROKEN_CLAIMS: readonly PlantedViolation[] = [
  [
    'closed-claims-at-zero',
    'a paid claim that still owes',
    journalSql('1010', '2030', { claim: PAID }),
  ],
  [
    'held-while-returned',
    'money that is held for the claimant of an open claim, and that no payout brought back',
    journalSql('1010', '2050', { claim: OPEN }),
  ],
  [
    'closed-claims-at-zero',
    'a paid claim that owes in one currency what it is owed in another',
    journalSql('1010', '2030', { claim: PAID }) +
      journalSql('2030', '1010', { claim: PAID, currency: 'USD' }),
  ],
  [
    'reserve-in-ledger',
    'a reserve that was never booked',
    `UPDATE claims SET reserve_minor = reserve_minor + 1 WHERE id = ${OPEN}`,
  ],
  [
    'paid-in-ledger',
    'a claim that says less than left the rail',
    `UPDATE claims SET paid_minor = paid_minor - 1 WHERE id = ${PAID}`,
  ],
  [
    'paid-in-ledger',
    'a claim that was paid more than its award',
    `ALTER TABLE claims DROP CONSTRAINT claims_paid_check;
     UPDATE claims SET awarded_minor = awarded_minor - 1 WHERE id = ${PAID}`,
  ],
  [
    'transit-while-not-final',
    'a settled payout that is unknown again',
    `UPDATE payouts SET status = 'unknown', next_action_at = now() WHERE id = ${oneOf('payouts')}`,
  ],
  [
    'transit-while-not-final',
    'money in transit for a claim without a payout',
    journalSql('5010', '2040', { claim: OPEN, amountMinor: 1 }) + onTheRail(-1),
  ],
  [
    'one-settled-payout-per-line',
    'a second payout for one line',
    `DROP INDEX payouts_one_per_decision_idx;
     CREATE TEMP TABLE copy ON COMMIT DROP AS SELECT * FROM payouts WHERE id = ${oneOf('payouts')};
     UPDATE copy SET id = 'pyo_second', key = 'second', rail_transfer_id = NULL;
     INSERT INTO payouts SELECT * FROM copy;
     ${openedSql('pyo_second')}`,
  ],
  [
    'one-payout-per-rail-transfer',
    'one transfer that proves two payouts',
    `UPDATE payouts SET rail_transfer_id = 'one'`,
  ],
  [
    'payouts-as-decided',
    'a payout of another amount than was decided',
    `UPDATE payouts SET amount_minor = amount_minor - 1 WHERE id = ${oneOf('payouts')}`,
  ],
  [
    'payouts-as-decided',
    'a payout for another line',
    `UPDATE payouts SET claim_line_id = 'cln_other' WHERE id = ${oneOf('payouts')}`,
  ],
  [
    'payouts-as-decided',
    'a payout that goes elsewhere than its payment came from',
    `UPDATE payouts SET payee = payee || '{"paymentSourceId": "other"}' WHERE id = ${oneOf('payouts')}`,
  ],
  [
    'open-payouts-have-a-next-step',
    'a payout that no job will find',
    `UPDATE payouts SET status = 'created', next_action_at = NULL WHERE id = ${oneOf('payouts')}`,
  ],
  [
    'doubted-payouts-are-somebodys',
    'a contradiction that nobody looks at',
    `UPDATE payouts SET status_reason = 'contradiction' WHERE id = ${oneOf('payouts')}`,
  ],
  [
    'payable-as-awarded',
    'an open claim to which more is owed than it was awarded',
    journalSql('5010', '2030', { claim: OPEN }),
  ],
  [
    'payments-not-overclaimed',
    'a payment that forgot its claim',
    `UPDATE payments SET claimed_minor = 0
      WHERE id = (SELECT payment_id FROM claim_lines WHERE status = 'claimed' LIMIT 1)`,
  ],
  [
    'payments-not-overclaimed',
    'a payment with more claimed than was paid',
    `ALTER TABLE payments DROP CONSTRAINT payments_claimed_check;
     UPDATE payments SET claimed_minor = amount_minor + 1
      WHERE id = (SELECT payment_id FROM claim_lines WHERE claim_id = ${OPEN} LIMIT 1);
     UPDATE claim_lines SET amount_minor = amount_minor + 1 WHERE claim_id = ${OPEN}`,
  ],
  ['four-eyes', 'a payout whose approval is gone', 'DELETE FROM decision_approvals'],
  [
    'four-eyes',
    'a payout approved by who decided it',
    `UPDATE decision_approvals a SET approver_id = d.decided_by FROM decisions d
      WHERE d.id = a.decision_id`,
  ],
  [
    'four-eyes',
    'a payout approved by a second account of who decided it',
    `UPDATE users u SET person_id = d.decided_by FROM decisions d
       JOIN decision_approvals a ON a.decision_id = d.id WHERE u.id = a.approver_id`,
  ],
  [
    'four-eyes',
    'a payout on a decision that was recalled',
    `INSERT INTO decision_recalls SELECT lane, id, decided_by, 'by hand', now()
       FROM decisions WHERE id = ${APPROVED}`,
  ],
  ['awards-as-decided', 'an award that is not on record', 'DELETE FROM awards'],
  [
    'awards-as-decided',
    'an award of another amount',
    'UPDATE awards SET amount_minor = amount_minor + 1',
  ],
  [
    'four-eyes',
    'a payout approved for other content',
    `UPDATE decision_approvals SET digest = 'other'`,
  ],
  [
    'four-eyes',
    'a payout decided by the claimant',
    `UPDATE decisions d SET decided_by = c.filed_by FROM claims c
      WHERE c.id = d.claim_id AND d.id = ${APPROVED}`,
  ],
  [
    'open-claims-have-a-next-step',
    'an open claim that nobody will look at',
    `ALTER TABLE claims DROP CONSTRAINT claims_next_step_check;
     UPDATE claims SET next_by = NULL WHERE id = ${OPEN}`,
  ],
  [
    'every-change-audited',
    'a claim that nobody filed',
    `DELETE FROM audit_records WHERE action = 'claim.filed' AND object_id = ${OPEN}`,
  ],
  [
    'every-change-audited',
    'a decision that nobody made',
    `DELETE FROM audit_records WHERE action = 'claim.decided' AND facts ->> 'decisionId' = ${APPROVED}`,
  ],
  [
    'every-change-audited',
    'a payout that nobody opened',
    `DELETE FROM audit_records WHERE action = 'payout.opened' AND facts ->> 'payoutId' = ${oneOf('payouts')}`,
  ],
  [
    'every-change-audited',
    'a claim that nobody closed',
    `UPDATE claims SET status = 'closed' WHERE id = ${PAID}`,
  ],
];
