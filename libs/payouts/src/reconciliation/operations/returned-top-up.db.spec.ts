import { ReverseBookings } from '@app/accounting';
import { HOUSE_LANE } from '@app/kernel';
import { LedgerJournalEntity } from '@app/ledger';

import { StatedRail } from '../../../../../test/support/stated-rail';
import { csvStatement, takeStatement } from '../../../../../test/support/statement-steps';
import type { CsvLine } from '../../../../../test/support/statement-steps';
import { StatementLineEntity } from '../persistence/statement-line.entity';
import { ReconcileBook } from './reconcile-book';

const OUT: CsvLine = { lineId: 'left', amount: '100.00', kind: 'top_up' };
const DAY_MS = 86_400_000;
const BACK: CsvLine = { ...OUT, lineId: 'came-back', direction: 'in' };

describe('a top-up that our bank gave back', () => {
  let rail: StatedRail;

  beforeEach(async () => {
    rail = await StatedRail.start();
    await rail.contributed(10_000n);
  });
  afterEach(async () => {
    await rail.stop();
  });

  /** What is open on our own account, after these lines of its statement. */
  async function openOnCash(...lines: readonly CsvLine[]): Promise<string[]> {
    const { ops, book } = rail;
    if (lines.length > 0) await takeStatement(ops, csvStatement(lines), 'cash');
    await ops.get(ReconcileBook).run({ ...book, rail: 'cash' });
    return rail.open();
  }
  async function takenBack(): Promise<void> {
    const { ops } = rail;
    const [topUp] = await ops.reads.findBy(LedgerJournalEntity, { kind: 'E22' });
    const wrong = { lane: HOUSE_LANE, keys: [topUp!.idempotencyKey], actorId: 'system' };
    await ops.transaction((tx) =>
      ops.get(ReverseBookings).run(tx, { ...wrong, reason: 'Our bank gave it back.' }),
    );
  }

  it('is a difference until it is taken back in the books, and matched then', async () => {
    expect(await openOnCash(OUT)).toEqual([]);
    expect(await openOnCash(BACK)).toEqual(['line_without_partner not_booked 10000']);
    await takenBack();
    expect(await openOnCash()).toEqual([]);
    expect(await rail.matches()).toBe(2);
    expect(await rail.ops.broken()).toEqual([]);
  });

  it('is missed where the books say so and the money did not come', async () => {
    const other = (lineId: string, days: number): CsvLine => ({
      ...{ lineId, amount: '1.00', kind: 'other', at: new Date(Date.now() + days * DAY_MS) },
    });
    await openOnCash(other('before', -1), OUT);
    await takenBack();
    expect(await openOnCash()).toEqual([]);
    rail.ops.clock.moveOn(10 * DAY_MS);
    expect(await openOnCash(other('after', 9))).toEqual([
      'entry_without_partner not_stated -10000',
    ]);
  });

  it('that was never sent is no difference once it is taken back', async () => {
    await takenBack();
    expect(await openOnCash({ lineId: 'other', amount: '1.00', kind: 'other' })).toEqual([]);
  });

  it('is no money of others as well, whoever writes that past the application', async () => {
    await openOnCash(OUT, BACK);
    await takenBack();
    await openOnCash();
    const { id } = await rail.ops.reads.findOneByOrFail(StatementLineEntity, {
      lineId: 'came-back',
    });
    const app = await rail.ops.libs.connectAs('ganpei_app');
    await expect(
      app.query(
        `INSERT INTO bank_references (used_by, rail, reference, currency, amount_minor, line_id, taken_at)
           SELECT 'rct_x', rail, line_id, currency, amount_minor, id, now() FROM statement_lines WHERE id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ constraint: 'lines_of_ours' });
  });
});
