import { OpenGuard } from '@app/ledger';

import { payoutNow } from '../../../../../test/support/cases';
import { StatedRail } from '../../../../../test/support/stated-rail';
import {
  balanceLine,
  csvStatement,
  linesOfRail,
  yuan,
} from '../../../../../test/support/statement-steps';
import { RailNoticeEntity } from '../../persistence/rail-notice.entity';
import { ReconciledBookEntity } from '../persistence/reconciled-book.entity';
import { reconcileBookJob } from '../reconciliation.jobs';
import { readStatements } from '../statements/read-statements';
import { CASH } from '../domain/reconcilable';
import { ReconcileBook } from './reconcile-book';
import { TakeStatement } from './take-statement';

const DAY_MS = 86_400_000;
const later = (days: number): Date => new Date(Date.now() + days * DAY_MS);

describe('reconciling a rail', () => {
  let rail: StatedRail;

  beforeEach(async () => {
    rail = await StatedRail.start();
  });
  afterEach(async () => {
    await rail.stop();
  });

  it('matches each line with the settlement of its payout, once for ever', async () => {
    await rail.paid(19_900n);
    await rail.paid(5_000n);
    expect(await rail.reconciled(...linesOfRail(rail.ops.rail))).toEqual([]);
    expect(await rail.matches()).toBe(2);
    expect(await rail.reconciled()).toEqual([]);
    expect(await rail.matches()).toBe(2);
    expect(await rail.report()).toMatchObject({
      matchedCount: 2,
      isClean: true,
      unstated: { count: 0 },
    });
  });

  it('takes a file in once, and a line of an overlapping statement once', async () => {
    const text = csvStatement([{ lineId: 'a', amount: '1.00', kind: 'other' }]);
    const [first] = await rail.takenIn(text);
    const [again] = await rail.takenIn(text);
    expect([first!.isKnown, again!.isKnown]).toEqual([false, true]);
    expect(again!.statement.id).toBe(first!.statement.id);
    const at = first!.statement.fromAt;
    const [wider] = await rail.takenIn(
      csvStatement([
        { lineId: 'a', amount: '1.00', kind: 'other', at },
        { lineId: 'b', amount: '2.00', kind: 'other' },
      ]),
    );
    expect(wider!.statement).toMatchObject({ lineCount: 2, newLineCount: 1 });
  });

  it('refuses a statement in which a line says something else than before', async () => {
    const at = new Date();
    await rail.takenIn(csvStatement([{ lineId: 'a', amount: '1.00', at }]));
    await expect(
      rail.takenIn(csvStatement([{ lineId: 'a', amount: '1.01', at }])),
    ).rejects.toMatchObject({ code: 'statement.line_changed' });
  });

  it('refuses a statement of days that have not come', async () => {
    const line = { lineId: 'a', amount: '1.00' };
    await rail.takenIn(csvStatement([{ ...line, at: later(0.99) }]));
    const tomorrow = csvStatement([{ ...line, lineId: 'b', at: later(1.01) }]);
    await expect(rail.takenIn(tomorrow)).rejects.toMatchObject({ code: 'statement.in_future' });
    rail.ops.clock.moveOn(DAY_MS);
    await rail.takenIn(tomorrow);
  });

  it('counts a transfer of the rail once, whatever keys its lines carry', async () => {
    const [one, other] = [await rail.paid(19_900n), await rail.paid(19_900n)];
    const line = { amount: '199.00', transferId: one.railTransferId ?? '' };
    const [first, second] = [
      { ...line, lineId: 'a', key: one.key },
      { ...line, lineId: 'b', key: other.key },
    ];
    expect(await rail.reconciled(first)).toEqual([]);
    expect(await rail.reconciled(second)).toEqual(['duplicate stated_twice -19900']);
    expect(await rail.matches()).toBe(1);
    const app = await rail.ops.libs.connectAs('ganpei_app');
    await expect(
      app.query(
        `INSERT INTO statement_matches SELECT 'mat_x', l.id, l.rail, l.currency, e.lane, e.journal_id, e.journal_line,
           'payout', 'x', 'key', 'x', now() FROM statement_lines l, open_rail_entries e
          WHERE l.line_id = 'b' AND e.rail = l.rail`,
      ),
    ).rejects.toMatchObject({ constraint: 'statement_matches_transfer_once' });
  });

  it('asks at once about a payout that was paid and whose answer was lost, and matches it then', async () => {
    const payout = await rail.opened(7_000n);
    rail.ops.rail.setFaults([{ kind: 'http_500_after_paying' }]);
    await rail.ops.advancePayout.run({ payoutId: payout.id });
    expect(await payoutNow(rail.ops, payout)).toMatchObject({ status: 'unknown' });
    const lines = linesOfRail(rail.ops.rail);
    expect(await rail.reconciled(...lines)).toEqual(['line_without_partner not_settled -7000']);
    expect(await rail.ops.reads.countBy(RailNoticeEntity, { payoutId: payout.id })).toBe(1);
    const asked = await payoutNow(rail.ops, payout);
    expect(asked.nextActionAt!.getTime()).toBeLessThanOrEqual(rail.ops.clock.now().getTime());
    await rail.ops.advancePayout.run({ payoutId: payout.id });
    expect(await payoutNow(rail.ops, payout)).toMatchObject({ status: 'settled' });
    expect(await reconcileBookJob.findDue(rail.ops.reads, rail.ops.clock.now(), 10)).toEqual([
      rail.book,
    ]);
    expect(await rail.reconciled()).toEqual([]);
    expect(await reconcileBookJob.findDue(rail.ops.reads, rail.ops.clock.now(), 10)).toEqual([]);
    const [ended] = await rail.breaks();
    expect(ended).toMatchObject({ howEnded: 'resolved', endedBy: 'system' });
    expect(await rail.ops.reads.countBy(RailNoticeEntity, { payoutId: payout.id })).toBe(1);
  });

  it('is due when a statement came, and a day after the last time', async () => {
    await rail.takenIn(csvStatement([{ lineId: 'a', amount: '1.00' }]));
    const due = (): Promise<unknown[]> =>
      reconcileBookJob.findDue(rail.ops.reads, rail.ops.clock.now(), 10);
    expect(await due()).toEqual([rail.book]);
    await rail.reconciled();
    expect(await due()).toEqual([]);
    rail.ops.clock.moveOn(DAY_MS + 1);
    expect(await due()).toEqual([rail.book]);
  });

  it('books a fee once, with the line as its cause', async () => {
    const fee = { lineId: 'fee-1', amount: '0.60', kind: 'fee' };
    expect(await rail.reconciled(fee)).toEqual([]);
    expect(await rail.reconciled()).toEqual([]);
    expect([await rail.balance('5030'), await rail.balance('1030')]).toEqual([60n, -60n]);
    expect(await rail.report()).toMatchObject({ ledgerMinor: -60n, isClean: true });
  });

  it('books of fees what the guarded money allows, and leaves the rest open', async () => {
    await rail.contributed(100n);
    await rail.ops.transaction((tx) =>
      rail.ops.get(OpenGuard).run(tx, { guard: 'rail', currency: 'CNY' }),
    );
    const lines = ['0.60', '0.60'].map((amount, index) => ({
      ...{ lineId: `fee-${String(index)}`, amount, kind: 'fee' },
      at: new Date(Date.now() + index * 1_000),
    }));
    expect(await rail.reconciled(...lines)).toEqual(['line_without_partner not_booked -60']);
    expect(await rail.balance('5030')).toBe(60n);
  });

  it('adds up from the balance that a statement opens with to the one it closes with', async () => {
    const begin = new Date(Date.now() - DAY_MS);
    await rail.contributed(100_000n);
    const payout = await rail.paid(19_900n);
    const text = csvStatement([
      balanceLine('opening', '0.00', begin),
      { lineId: 'top', amount: '1000.00', kind: 'top_up', direction: 'in' },
      ...linesOfRail(rail.ops.rail),
      { lineId: 'odd', amount: '3.00', kind: 'other' },
      balanceLine('closing', yuan(100_000n - payout.amountMinor - 300n), later(1)),
    ]);
    await rail.takenIn(text);
    expect(await rail.reconciled()).toEqual(['line_without_partner nobodys -300']);
    expect(await rail.report()).toMatchObject({
      ...{ ledgerMinor: 80_100n, statementMinor: 79_800n, unexplainedMinor: 0n, isClean: false },
      ...{ matchedCount: 2, breaks: { count: 1, effectMinor: -300n } },
      ages: { upTo1Day: { count: 1 }, over30Days: { count: 0 } },
    });
  });

  it('tells a day as it was known on that day', async () => {
    await rail.paid(19_900n);
    const before = new Date();
    rail.ops.clock.moveOn(60_000);
    await rail.reconciled(...linesOfRail(rail.ops.rail));
    expect(await rail.report(before)).toMatchObject({ matchedCount: 0, stated: null });
    expect(await rail.report()).toMatchObject({ matchedCount: 1 });
  });

  it('misses a settlement that no line bears out once a statement should have it', async () => {
    const payout = await rail.paid(19_900n);
    await rail.takenIn(
      csvStatement([balanceLine('opening', '0.00', new Date(Date.now() - DAY_MS))]),
    );
    await rail.reconciled();
    expect(await rail.open()).toEqual([]);
    const dayLater = new Date(rail.ops.clock.now().getTime() + DAY_MS);
    await rail.takenIn(csvStatement([balanceLine('closing', '0.00', dayLater)]));
    expect(await rail.reconciled()).toEqual(['entry_without_partner rail_confirmed 19900']);
    const [row] = await rail.breaks();
    expect(row).toMatchObject({ payoutId: payout.id, lineId: null });
  });

  it('finds a top-up on the statement of our own bank as well as on that of the rail', async () => {
    await rail.contributed(30_000n);
    const book = { rail: CASH, currency: 'CNY' };
    const words = { rail: CASH, account: null, day: null, timeZone: 'UTC' };
    const text = csvStatement([
      { lineId: 'b1', amount: '300.00', kind: 'other' },
      { lineId: 'b2', amount: '12.00', kind: 'other', text: 'Rent' },
      { lineId: 'b3', amount: '50.00', kind: 'top_up' },
    ]);
    const file = {
      ...readStatements(Buffer.from(text), 'auto', words),
      sha256: 'b',
      bankReport: null,
    };
    await rail.ops.transaction((tx) =>
      rail.ops.get(TakeStatement).run(tx, rail.ops.staff.zhao, { ...file, fileName: 'bank.csv' }),
    );
    await rail.ops.get(ReconcileBook).run(book);
    expect(await rail.open()).toEqual(['line_without_partner not_booked -5000']);
    const topUp = { lineId: 'r1', amount: '300.00', kind: 'top_up', direction: 'in' } as const;
    await rail.reconciled(topUp);
    expect(await rail.matches()).toBe(2);
    expect(await rail.open()).toHaveLength(1);
  });

  it('keeps one run of an account at a time, and finds nothing twice', async () => {
    await rail.paid(19_900n);
    await rail.takenIn(
      csvStatement([...linesOfRail(rail.ops.rail), { lineId: 'x', amount: '1.00' }]),
    );
    await Promise.all([1, 2, 3, 4].map(() => rail.ops.get(ReconcileBook).run(rail.book)));
    expect(await rail.matches()).toBe(1);
    expect(await rail.breaks()).toHaveLength(1);
    expect(await rail.ops.reads.find(ReconciledBookEntity)).toMatchObject([{ isDue: false }]);
  });
});
