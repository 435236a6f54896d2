import type { Client } from 'pg';

import { FundGuarantee } from '@app/accounting';
import { SealJournals } from '@app/ledger';
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
import { OpenLog } from '../../ledger/src/operations/open-log';
import { checkBooks } from './check-books';
import type { BookCheck } from './check-books';
import { INVARIANTS } from './invariants';

let planted = 0;

interface Booking {
  readonly id?: string;
  readonly kind?: string;
  readonly claim?: string;
  readonly currency?: string;
  readonly amountMinor?: number | string;
  /** Its second line, of the same amount: debit and credit. */
  readonly also?: readonly [string, string];
}

/** A journal of the house, or of a claim, past all code of ours. */
const JOURNAL = (debit: string, credit: string, wish: Booking = {}): string => {
  const { id = `planted_${String((planted += 1))}`, kind = 'E99', claim = 'NULL' } = wish;
  const { currency = 'CNY', amountMinor = 1_000_000, also } = wish;
  const lines = [[debit, credit], ...(also === undefined ? [] : [also])];
  const values = lines.map((sides, line) => `(${String(line)}, '${sides.join("', '")}')`);
  return `
  INSERT INTO ledger_journals (lane, id, kind, claim_id, occurred_at, effective_at, lines, actor, idempotency_key, memo)
    SELECT coalesce(max(c.lane), 0), 'jnl_${id}', '${kind}', max(c.id), now(), now(), ${String(lines.length)}, 'nobody', '${id}', ''
      FROM claims c WHERE c.id = ${claim};
  INSERT INTO ledger_transfers (lane, journal_id, line, lines, debit_account, credit_account, currency, amount_minor, dimensions)
    SELECT lane, id, line, lines, debit, credit, '${currency}', ${String(amountMinor)}, '{}'
      FROM ledger_journals, (VALUES ${values.join(', ')}) AS sides (line, debit, credit) WHERE id = 'jnl_${id}';
  INSERT INTO ledger_unsealed SELECT lane, id, ARRAY[id] FROM ledger_journals WHERE id = 'jnl_${id}';`;
};

/** What the triggers would have done: the lanes may take out so much more of the rail. */
const ON_THE_RAIL = (amountMinor: number | string): string => `
  UPDATE ledger_guards SET available_minor = available_minor + ${String(amountMinor)} WHERE lane = 0 AND guard = 'rail';`;

const ONE = (table: string, where = 'true'): string =>
  `(SELECT id FROM ${table} WHERE ${where} ORDER BY id LIMIT 1)`;
const PAID = ONE('claims', `status = 'paid'`);
const OPEN = ONE('claims', `status = 'in_review'`);
const APPROVED = `(SELECT decision_id FROM decision_approvals LIMIT 1)`;
const WAITING = `id = (SELECT id FROM ledger_unsealed ORDER BY id LIMIT 1)`;
const LAST_SIZE = '(SELECT max(size) FROM ledger_checkpoints)';
const FUND_ROW = `WHERE account = '1020' AND size = (SELECT min(size) FROM ledger_checkpoints)`;
const FUND_DAY = `WHERE account = '1020' AND basis = 'effective'`;

/** What is done to the log and to the sums that go with it. */
const LOG: readonly (readonly [invariant: string, what: string, sql: string])[] = [
  [
    'leaves-as-booked',
    'a memo that was changed after its seal',
    `UPDATE ledger_journals SET memo = 'other'
      WHERE id = (SELECT journal_id FROM ledger_leaves WHERE leaf_index = 0)`,
  ],
  [
    'leaves-as-booked',
    'a leaf of another hash',
    `UPDATE ledger_leaves SET hash = sha256('x') WHERE leaf_index = 1`,
  ],
  [
    'leaves-as-booked',
    'a checkpoint of another root',
    `UPDATE ledger_checkpoints SET root = sha256('x') WHERE size = ${LAST_SIZE}`,
  ],
  [
    'leaves-as-booked',
    'a note that tells of another size',
    `UPDATE ledger_checkpoints SET note = (SELECT note FROM ledger_checkpoints ORDER BY size DESC LIMIT 1)`,
  ],
  ['leaves-as-booked', 'a key that nobody knows', 'DELETE FROM ledger_log_keys'],
  [
    'leaves-as-booked',
    'a leaf that no checkpoint covers',
    `INSERT INTO ledger_leaves SELECT ${LAST_SIZE}, lane, id, sha256('x') FROM ledger_journals WHERE ${WAITING}`,
  ],
  [
    'leaves-as-booked',
    'a node above leaves that are still to come',
    `INSERT INTO ledger_log_nodes VALUES (1, 0, sha256('x'))`,
  ],
  [
    'balances-as-booked',
    'a balance that grew by itself',
    `UPDATE ledger_balance_checkpoints SET debit_minor = debit_minor + 1 ${FUND_ROW}`,
  ],
  [
    'balances-as-booked',
    'a balance that is gone',
    `DELETE FROM ledger_balance_checkpoints ${FUND_ROW}`,
  ],
  [
    'balances-as-booked',
    'a balance of an account that nobody touched',
    `INSERT INTO ledger_balance_checkpoints VALUES ('1190', 'CNY', ${LAST_SIZE}, 1, 0, '{}')`,
  ],
  [
    'balances-as-booked',
    'a line that no register would show',
    `UPDATE ledger_balance_checkpoints SET leaf_indexes = '{}' ${FUND_ROW}`,
  ],
  [
    'days-as-booked',
    'a day on which more went through than was booked',
    `UPDATE ledger_daily_turnover SET credit_minor = credit_minor + 1 ${FUND_DAY}`,
  ],
  ['days-as-booked', 'a day that is gone', `DELETE FROM ledger_daily_turnover ${FUND_DAY}`],
  [
    'days-as-booked',
    'turnover of a day on which nothing was booked',
    `INSERT INTO ledger_daily_turnover VALUES ('booked', '1020', 'CNY', '2020-01-01', 1, 1)`,
  ],
];

/** What is done to the books, and which invariant has to find it, alone. */
const PLANTED: readonly (readonly [invariant: string, what: string, sql: string])[] = [
  [
    'journals-complete',
    'a journal without its line',
    `${JOURNAL('1010', '3010', { id: 'x' })} DELETE FROM ledger_transfers WHERE journal_id = 'jnl_x'`,
  ],
  [
    'journals-complete',
    'a line without its journal',
    `${JOURNAL('1010', '3010', { id: 'x' })} DELETE FROM ledger_journals WHERE id = 'jnl_x'`,
  ],
  [
    'journals-complete',
    'a line too many',
    `${JOURNAL('1010', '3010', { id: 'x' })} INSERT INTO ledger_transfers
       SELECT lane, journal_id, 1, 2, debit_account, credit_account, currency, amount_minor, dimensions
         FROM ledger_transfers WHERE journal_id = 'jnl_x'`,
  ],
  [
    'journals-complete',
    'another number of lines on the line than on the journal',
    `${JOURNAL('1010', '3010', { id: 'x' })} UPDATE ledger_transfers SET lines = 2 WHERE journal_id = 'jnl_x'`,
  ],
  [
    'sealed-or-waiting',
    'a journal that was taken out of the queue',
    `DELETE FROM ledger_unsealed WHERE id = (SELECT min(id) FROM ledger_unsealed)`,
  ],
  ...LOG,
  ['accounts-in-chart', 'money from an account that is not there', JOURNAL('1010', '3011')],
  [
    'accounts-in-chart',
    'a currency that an account is not kept in',
    `${JOURNAL('1010', '3010', { currency: 'USD' })}
     UPDATE ledger_accounts SET currency = 'CNY' WHERE code = '3010'`,
  ],
  [
    'effective-as-closed',
    'a fact that was put into an earlier month',
    `UPDATE ledger_journals SET effective_at = effective_at - interval '40 days' WHERE ${WAITING}`,
  ],
  [
    'effective-as-closed',
    'a fact that was put off though no period was closed',
    `UPDATE ledger_journals SET effective_at = effective_at + interval '1 day' WHERE ${WAITING}`,
  ],
  ['wallets-backed', 'customer money that nothing backs', JOURNAL('3010', '2100')],
  ['wallets-backed', 'cash of customers that is nobody’s', JOURNAL('1040', '3010')],
  ['wallets-backed', 'customer money used to pay', JOURNAL('2100', '1040')],
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
    'closed-claims-at-zero',
    'a paid claim that owes in one currency what it is owed in another',
    JOURNAL('1010', '2050', { claim: PAID }) +
      JOURNAL('2050', '1010', { claim: PAID, currency: 'USD' }),
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
    'transit-while-not-final',
    'money in transit for a claim without a payout',
    JOURNAL('2030', '2040', { claim: OPEN, amountMinor: 1 }) + ON_THE_RAIL(-1),
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

/** The first paid claim, also when it is no longer paid, and what its payout was. */
const CASE = `(SELECT claim_id FROM payouts ORDER BY id LIMIT 1)`;
const AMOUNT = `(SELECT amount_minor FROM payouts ORDER BY id LIMIT 1)`;
const OF_CASE = { claim: CASE, amountMinor: AMOUNT };

const CAME_BACK = `
  UPDATE claims SET status = 'paying', next_step = 'x', next_by = 'x', next_due_at = now(), paid_minor = 0 WHERE id = ${CASE};
  UPDATE payouts SET status = 'returned' WHERE claim_id = ${CASE};
  ${JOURNAL('1030', '2050', OF_CASE)} ${ON_THE_RAIL(AMOUNT)}`;
const SENT_AGAIN = `
  ${CAME_BACK} ${JOURNAL('2050', '2040', OF_CASE)} ${ON_THE_RAIL(`-${AMOUNT}`)}
  CREATE TEMP TABLE copy ON COMMIT DROP AS SELECT * FROM payouts WHERE claim_id = ${CASE};
  UPDATE copy SET id = 'pyo_second', key = 'second', rail_transfer_id = NULL, status = 'submitted';
  INSERT INTO payouts SELECT * FROM copy;`;

/** What may be booked for a claim besides the events that pay it the plain way. */
const SOUND: readonly (readonly [what: string, sql: string])[] = [
  [
    'a fee that the rail took',
    JOURNAL('5030', '1030', { claim: CASE, amountMinor: 5 }) + ON_THE_RAIL(-5),
  ],
  ['a payout that came back', CAME_BACK],
  ['a payout that came back and was sent again', SENT_AGAIN],
  [
    'a payout that came back, was sent again and settled',
    `${SENT_AGAIN} ${JOURNAL('2040', '1030', OF_CASE)}
     UPDATE payouts SET status = 'settled' WHERE id = 'pyo_second';
     UPDATE claims SET status = 'paid', paid_minor = ${AMOUNT} WHERE id = ${CASE}`,
  ],
  [
    'a settlement that was corrected into one in another currency',
    JOURNAL('1030', '2040', OF_CASE) +
      JOURNAL('2040', '1090', OF_CASE) +
      JOURNAL('1090', '1030', { claim: CASE, currency: 'USD', amountMinor: 3 }) +
      ON_THE_RAIL(AMOUNT),
  ],
  [
    'a provisional credit to the bank that was made final',
    [
      JOURNAL('5010', '2010', { claim: CASE, amountMinor: 7 }),
      JOURNAL('1150', '1030', { claim: CASE, amountMinor: 7 }),
      JOURNAL('2010', '2030', { claim: CASE, amountMinor: 7 }),
      JOURNAL('2030', '1150', { claim: CASE, amountMinor: 7 }),
      `UPDATE claims SET awarded_minor = awarded_minor + 7, paid_minor = paid_minor + 7 WHERE id = ${CASE};`,
      ON_THE_RAIL(-7),
    ].join(''),
  ],
  [
    'a provisional credit to the wallet that was taken back',
    JOURNAL('1150', '2100', { claim: CASE, also: ['1040', '1010'] }) +
      JOURNAL('2100', '1150', { claim: CASE, kind: 'E13', also: ['1010', '1040'] }),
  ],
  [
    'a fact of a month that was closed',
    `INSERT INTO ledger_period_closings VALUES (now() - interval '1 day', now(), 'nobody', 'planted');
     UPDATE ledger_journals SET occurred_at = now() - interval '40 days', effective_at = now() - interval '1 day' WHERE ${WAITING}`,
  ],
];

async function seal(ops: TestOperations): Promise<void> {
  await ops.transaction(async (tx) => {
    const opened = await ops.get(OpenLog).run(tx);
    await ops.get(SealJournals).run(tx, opened);
    await ops.get(OpenLog).recordSigners(tx, opened.signers);
  });
}

/** A little of everything: claims paid, denied, in review and waiting; a fund; a topped-up rail. */
async function keepBooks(ops: TestOperations): Promise<void> {
  const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');
  const toRail = { rail: 'simulated', money: cny(5_000_000n) };
  await ops.transaction((tx) =>
    ops.get(FundGuarantee).run(tx, { actor: anActor('operator'), money: cny(5_500_000n), toRail }),
  );
  await seal(ops);
  const small = await payingCase(ops, { amounts: [15_000n] });
  const { claim, decision } = await awaitingApproval(ops);
  await giveVerdict(ops, decision, ops.staff.zhao);
  await ops.openPayouts.run({ claimId: claim.id });
  for (const payout of [...small, ...(await payoutsOf(ops, claim))]) await atRest(ops, payout);
  await decide(ops, await reviewedCase(ops), { outcome: 'deny' });
  await seal(ops);
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
    const query = async (text: string, values?: unknown[]): Promise<unknown> =>
      (await admin.query(text, values)).rows;
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

  it.each(SOUND)('finds nothing wrong with %s', async (_what, sql) => {
    const checks = await checksAfter(sql);
    expect(checks.flatMap(({ id, violations }) => violations.map((one) => [id, one]))).toEqual([]);
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
