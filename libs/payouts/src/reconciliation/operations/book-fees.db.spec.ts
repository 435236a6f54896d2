import { StatedRail } from '../../../../../test/support/stated-rail';
import { csvStatement, linesOfRail } from '../../../../../test/support/statement-steps';
import type { CsvLine } from '../../../../../test/support/statement-steps';

describe('a fee on a statement', () => {
  let rail: StatedRail;

  beforeEach(async () => {
    rail = await StatedRail.start();
  });
  afterEach(async () => {
    await rail.stop();
  });

  const fee = (lineId: string, amount: string): CsvLine => ({ lineId, amount, kind: 'fee' });

  /** Sets a limit past the two people who would. */
  async function limit(name: string, value: number, currency: string | null): Promise<void> {
    const owner = await rail.ops.libs.connectAs(null);
    await owner.query('SET session_replication_role = replica');
    await owner.query(
      `INSERT INTO limit_values (name, currency, version, value, set_at, change_id)
         VALUES ($1, $2, 1, $3, now(), $4)`,
      [name, currency, value, `chg_${name}`],
    );
  }

  it('is for people above the limit of a line, until two of them say otherwise', async () => {
    expect(await rail.reconciled(fee('a', '100.01'), fee('b', '100.00'))).toEqual([
      'line_without_partner not_booked -10001',
    ]);
    expect(await rail.balance('5030')).toBe(10_000n);
    await limit('feeMinorPerLine', 30_000, 'CNY');
    expect(await rail.reconciled()).toEqual([]);
    expect(await rail.balance('5030')).toBe(20_001n);
  });

  it('is for people where it is too much of what we sent, and not where it is little of it', async () => {
    await limit('feeMinorPerLine', 100, 'CNY');
    const lines = [fee('a', '0.90'), fee('b', '0.90')];
    expect(await rail.reconciled(...lines)).toEqual(['line_without_partner not_booked -90']);
    await rail.paid(19_900n);
    expect(await rail.reconciled(...linesOfRail(rail.ops.rail))).toEqual([]);
    expect(await rail.balance('5030')).toBe(180n);
    await limit('feeBpOfPayouts', 100, null);
    expect(await rail.reconciled(fee('c', '0.20'))).toEqual([
      'line_without_partner not_booked -20',
    ]);
  });

  it('is for people once its day has had enough, in one statement or in several', async () => {
    await limit('feeMinorPerRailPerDay', 150, 'CNY');
    expect(await rail.reconciled(fee('a', '1.00'))).toEqual([]);
    expect(await rail.reconciled(fee('b', '1.00'), fee('c', '0.50'))).toEqual([
      'line_without_partner not_booked -100',
    ]);
    const yesterday = new Date(Date.now() - 86_400_000);
    await rail.takenIn(csvStatement([{ ...fee('d', '1.00'), at: yesterday }]));
    expect(await rail.reconciled()).toEqual(['line_without_partner not_booked -100']);
    expect(await rail.balance('5030')).toBe(250n);
    expect(await rail.ops.broken()).toEqual([]);
  });
});
