import type { Client } from 'pg';

import { FundGuarantee } from '@app/accounting';
import { Money } from '@app/money';
import type { Reads } from '@app/platform';

import {
  awaitingApproval,
  claimNow,
  decide,
  filedCase,
  giveVerdict,
  payingCase,
  payoutsOf,
  reviewedCase,
} from '../../../test/support/cases';
import { atRest } from '../../../test/support/payout-steps';
import { anActor } from '../../../test/support/test-libs';
import { TestOperations } from '../../../test/support/test-operations';
import { checkBooks } from './check-books';
import type { BookCheck } from './check-books';
import { INVARIANTS } from './invariants';

/** A journal of the house with one line, past all code of ours. */
const JOURNAL = (
  debit: string,
  credit: string,
  { claim = 'NULL', currency = 'CNY', amountMinor = 1_000_000 } = {},
): string => `
  INSERT INTO ledger_journals (lane, id, kind, claim_id, occurred_at, effective_at, lines, actor, idempotency_key, memo)
    SELECT coalesce(max(c.lane), 0), 'jnl_planted', 'E99', max(c.id), now(), now(), 1, 'nobody', 'planted', ''
      FROM claims c WHERE c.id = ${claim};
  INSERT INTO ledger_transfers (lane, journal_id, line, lines, debit_account, credit_account, currency, amount_minor, dimensions)
    SELECT lane, id, 0, 1, '${debit}', '${credit}', '${currency}', ${amountMinor}, '{}'
      FROM ledger_journals WHERE id = 'jnl_planted';
  INSERT INTO ledger_unsealed SELECT lane, id, ARRAY[id] FROM ledger_journals WHERE id = 'jnl_planted';`;

const ONE = (table: string, where = 'true'): string =>
  `(SELECT id FROM ${table} WHERE ${where} ORDER BY id LIMIT 1)`;
const PAID = ONE('claims', `status = 'paid'`);
const OPEN = ONE('claims', `status = 'in_review'`);
const APPROVED = `(SELECT decision_id FROM decision_approvals LIMIT 1)`;

/** What is done to the books, and which invariant has to find it, alone. */
const PLANTED: readonly (readonly [invariant: string, what: string, sql: string])[] = [
  [
    'journals-complete',
    'a journal without its line',
    `${JOURNAL('1010', '3010')} DELETE FROM ledger_transfers WHERE journal_id = 'jnl_planted'`,
  ],
  [
    'journals-complete',
    'a line without its journal',
    `${JOURNAL('1010', '3010')} DELETE FROM ledger_journals WHERE id = 'jnl_planted'`,
  ],
  [
    'journals-complete',
    'a line too many',
    `${JOURNAL('1010', '3010')} INSERT INTO ledger_transfers
       SELECT lane, journal_id, 1, 2, debit_account, credit_account, currency, amount_minor, dimensions
         FROM ledger_transfers WHERE journal_id = 'jnl_planted'`,
  ],
  [
    'journals-complete',
    'another number of lines on the line than on the journal',
    `${JOURNAL('1010', '3010')} UPDATE ledger_transfers SET lines = 2 WHERE journal_id = 'jnl_planted'`,
  ],
  [
    'sealed-or-waiting',
    'a journal that was taken out of the queue',
    `DELETE FROM ledger_unsealed WHERE id = (SELECT min(id) FROM ledger_unsealed)`,
  ],
  ['debits-equal-credits', 'money from an account that is not there', JOURNAL('1010', '3011')],
  [
    'fund-not-overdrawn',
    'a top-up of the rail beyond the fund',
    JOURNAL('1030', '1020', { currency: 'USD' }),
  ],
  [
    'guards-as-booked',
    'an allotment from nowhere',
    `UPDATE ledger_guards SET available_minor = available_minor + 1 WHERE lane = 0`,
  ],
  [
    'guards-as-booked',
    'money of the rail that no lane may take out',
    JOURNAL('1030', '1010', { amountMinor: 1 }),
  ],
  [
    'guards-as-booked',
    'a rail below its floor',
    `ALTER TABLE ledger_guards DROP CONSTRAINT ledger_guards_floor;
     ${JOURNAL('1010', '1030', { amountMinor: 9_000_000 })}
     UPDATE ledger_guards SET available_minor = available_minor - 9000000 WHERE lane = 0 AND guard = 'rail'`,
  ],
  [
    'closed-claims-at-zero',
    'a paid claim that still owes',
    JOURNAL('1010', '2050', { claim: PAID }),
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
    `UPDATE payouts SET status = 'unknown' WHERE id = ${ONE('payouts')}`,
  ],
  [
    'one-settled-payout-per-line',
    'a second payout for one line',
    `DROP INDEX payouts_one_live_idx;
     CREATE TEMP TABLE copy ON COMMIT DROP AS SELECT * FROM payouts WHERE id = ${ONE('payouts')};
     UPDATE copy SET id = 'pyo_second', key = 'second', rail_transfer_id = NULL;
     INSERT INTO payouts SELECT * FROM copy`,
  ],
  [
    'one-payout-per-rail-transfer',
    'one transfer that proves two payouts',
    `UPDATE payouts SET rail_transfer_id = 'one'`,
  ],
  [
    'payouts-as-decided',
    'a payout of another amount than was decided',
    `UPDATE payouts SET amount_minor = amount_minor - 1 WHERE id = ${ONE('payouts')}`,
  ],
  [
    'payouts-as-decided',
    'a payout for another line',
    `UPDATE payouts SET claim_line_id = 'cln_other' WHERE id = ${ONE('payouts')}`,
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
];

/** A little of everything: claims paid, denied, in review and waiting; a fund; a topped-up rail. */
async function keepBooks(ops: TestOperations): Promise<void> {
  const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');
  const toRail = { rail: 'simulated', money: cny(5_000_000n) };
  await ops.transaction((tx) =>
    ops.get(FundGuarantee).run(tx, { actor: anActor('operator'), money: cny(5_500_000n), toRail }),
  );
  const small = await payingCase(ops, { amounts: [15_000n] });
  const { claim, decision } = await awaitingApproval(ops);
  await giveVerdict(ops, decision, ops.staff.zhao);
  await ops.openPayouts.run({ claimId: claim.id });
  for (const payout of [...small, ...(await payoutsOf(ops, claim))]) await atRest(ops, payout);
  await decide(ops, await reviewedCase(ops), { outcome: 'deny' });
  await filedCase(ops);
  await reviewedCase(ops);
  expect((await claimNow(ops, claim)).status).toBe('paid');
}

describe('the check of the books', () => {
  let ops: TestOperations;
  let admin: Client;

  beforeAll(async () => {
    ops = await TestOperations.start();
    await keepBooks(ops);
    admin = await ops.libs.connectAs(null);
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** Does something to the books that our code and the triggers would refuse, and looks. */
  const checksAfter = async (sql: string): Promise<BookCheck[]> => {
    const query = async (text: string): Promise<unknown> => (await admin.query(text)).rows;
    await admin.query('BEGIN; SET LOCAL session_replication_role = replica');
    try {
      await admin.query(sql);
      return await checkBooks({ query } as unknown as Reads);
    } finally {
      await admin.query('ROLLBACK');
    }
  };
  const broken = (checks: readonly BookCheck[]): string[] =>
    checks.filter(({ violations }) => violations.length > 0).map(({ id }) => id);

  it('finds nothing in sound books, and runs every invariant', async () => {
    const checks = await checkBooks(ops.reads);
    expect(broken(checks)).toEqual([]);
    expect(checks.map(({ id }) => id)).toEqual(INVARIANTS.map(({ id }) => id));
  });

  it.each(PLANTED)('finds by %s alone: %s', async (invariant, _what, sql) => {
    const checks = await checksAfter(sql);
    expect(broken(checks)).toEqual([invariant]);
    const { violations } = checks.find(({ id }) => id === invariant)!;
    for (const { what, detail } of violations) {
      expect([typeof what, typeof detail]).toEqual(['string', 'string']);
      expect(what).not.toBe('');
    }
  });

  it('was tried on every invariant', () => {
    const tried = new Set(PLANTED.map(([invariant]) => invariant));
    expect(INVARIANTS.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });

  it('names at most twenty records, because more would not be read', async () => {
    const many = `INSERT INTO ledger_journals (lane, id, kind, occurred_at, effective_at, lines, actor, idempotency_key, memo)
      SELECT 0, 'jnl_' || n, 'E99', now(), now(), 1, 'nobody', 'planted-' || n, '' FROM generate_series(1, 30) AS n`;
    const [check] = await checksAfter(many);
    expect(check!.violations).toHaveLength(20);
  });
});
