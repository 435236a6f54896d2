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
import { BROKEN_CLAIMS } from './testing/broken-claims';
import { BROKEN_CREDITS } from './testing/broken-credits';
import { BROKEN_LEDGER } from './testing/broken-ledger';
import { BROKEN_LOG } from './testing/broken-log';
import { BROKEN_RECOVERIES } from './testing/broken-recoveries';
import { BROKEN_STATEMENTS } from './testing/broken-statements';
import { SOUND_BOOKINGS } from './testing/sound-bookings';

const PLANTED = [
  ...BROKEN_LOG,
  ...BROKEN_LEDGER,
  ...BROKEN_CLAIMS,
  ...BROKEN_CREDITS,
  ...BROKEN_RECOVERIES,
  ...BROKEN_STATEMENTS,
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

  it.each(SOUND_BOOKINGS)('finds nothing wrong with %s', async (_what, sql) => {
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
