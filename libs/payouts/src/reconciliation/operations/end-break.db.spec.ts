import type { Actor } from '@app/platform';

import { StatedRail } from '../../../../../test/support/stated-rail';
import { balanceLine, csvStatement } from '../../../../../test/support/statement-steps';
import type { CsvLine } from '../../../../../test/support/statement-steps';
import type { ReconciliationBreakEntity } from '../persistence/reconciliation-break.entity';
import { StatementMatchEntity } from '../persistence/statement-match.entity';
import { UndoMatch } from './undo-match';

const later = (days: number): Date => new Date(Date.now() + days * 86_400_000);

describe('a break ends', () => {
  let rail: StatedRail;

  beforeEach(async () => {
    rail = await StatedRail.start();
  });
  afterEach(async () => {
    await rail.stop();
  });

  const odd: CsvLine = { lineId: 'odd', amount: '3.00', kind: 'other' };

  it('by two persons where money is written off, and books it', async () => {
    await rail.reconciled(odd);
    const [{ id: breakId }] = (await rail.breaks()) as [ReconciliationBreakEntity];
    expect(await rail.say(rail.ops.staff.zhao, { breakId })).toMatchObject({ wordsMissing: 1 });
    await expect(rail.say(rail.ops.staff.zhao, { breakId })).rejects.toMatchObject({
      code: 'reconciliation.said_already',
    });
    expect(await rail.balance('5050')).toBe(0n);
    expect(await rail.say(rail.ops.staff.li, { breakId })).toMatchObject({ wordsMissing: 0 });
    expect([await rail.balance('5050'), await rail.balance('1030')]).toEqual([300n, -300n]);
    await expect(rail.say(rail.ops.staff.li, { breakId })).rejects.toMatchObject({
      code: 'reconciliation.break_ended',
    });
    expect(await rail.reconciled()).toEqual([]);
    expect(await rail.report()).toMatchObject({ isClean: true, ledgerMinor: -300n });
    expect(await rail.ops.broken()).toEqual([]);
  });

  it('only where both say the same', async () => {
    await rail.reconciled(odd);
    const [{ id: breakId }] = (await rail.breaks()) as [ReconciliationBreakEntity];
    await rail.say(rail.ops.staff.zhao, { breakId, how: 'fee' });
    expect(await rail.say(rail.ops.staff.li, { breakId })).toMatchObject({ wordsMissing: 1 });
    expect(await rail.open()).toHaveLength(1);
  });

  it('by nobody past the application with fewer than two', async () => {
    await rail.reconciled(odd);
    const app = await rail.ops.libs.connectAs('ganpei_app');
    await expect(
      app.query(
        `UPDATE reconciliation_breaks SET ended_at = now(), how_ended = 'written_off', ended_by = 'x'`,
      ),
    ).rejects.toMatchObject({ constraint: 'reconciliation_breaks_by_two' });
  });

  it('by one where unknown money goes into suspense', async () => {
    await rail.reconciled({ ...odd, direction: 'in' });
    const [{ id: breakId }] = (await rail.breaks()) as [ReconciliationBreakEntity];
    await expect(rail.say(rail.ops.staff.zhao, { breakId })).rejects.toMatchObject({
      code: 'reconciliation.cannot_end_so',
    });
    await rail.say(rail.ops.staff.zhao, { breakId, how: 'suspense' });
    expect([await rail.balance('1010'), await rail.balance('1030')]).toEqual([-300n, 300n]);
    expect(await rail.reconciled()).toEqual([]);
    expect(await rail.report()).toMatchObject({ isClean: true });
  });

  it('of two lines that undo each other, by offsetting them', async () => {
    await rail.reconciled(odd, { ...odd, lineId: 'back', direction: 'in' });
    const [one, other] = await rail.breaks();
    const ending = { breakId: one!.id, how: 'offset', against: other!.id } as const;
    await rail.say(rail.ops.staff.zhao, ending);
    await rail.say(rail.ops.staff.li, ending);
    expect(await rail.reconciled()).toEqual([]);
  });

  it('by matching its line with a booking by hand', async () => {
    await rail.contributed(300n);
    await rail.takenIn(csvStatement([balanceLine('closing', '0.00', later(1))]));
    await rail.reconciled({ ...odd, direction: 'in', at: later(-9) });
    const rows = await rail.breaks();
    const line = rows.find(({ lineId }) => lineId !== null);
    const entry = rows.find(({ journalId }) => journalId !== null);
    const against = `${entry!.journalId!}/${String(entry!.journalLine)}`;
    const ending = { breakId: line!.id, how: 'matched', against } as const;
    await rail.say(rail.ops.staff.zhao, ending);
    await rail.say(rail.ops.staff.li, ending);
    expect(await rail.open()).toEqual([]);
    expect(await rail.reconciled()).toEqual([]);
    expect(await rail.matches()).toBe(1);
  });

  it('never by matching other money, or money that moved the other way', async () => {
    await rail.reconciled({ ...odd, direction: 'in' }, { ...odd, lineId: 'odd-2' });
    await rail.contributed(301n);
    await rail.contributed(300n);
    const [incoming, outgoing] = await rail.breaks();
    const journals = await rail.ops.reads.query<{ id: string }[]>(
      `SELECT id FROM ledger_journals WHERE kind = 'E22' ORDER BY id`,
    );
    const [larger, equal] = journals.map(({ id }) => `${id}/0`);
    const match = (breakId: string, against = ''): Promise<unknown> =>
      rail.say(rail.ops.staff.zhao, { breakId, how: 'matched', against });
    for (const [found, against] of [
      [incoming, larger],
      [outgoing, equal],
      [outgoing, 'jnl_01h455vb4pex5vsknk084sn02q/0'],
      [outgoing, 'nothing'],
    ] as const) {
      await expect(match(found!.id, against)).rejects.toMatchObject({
        code: 'reconciliation.not_against',
      });
    }
  });

  it('is found again where two persons undo a match, and not matched by itself', async () => {
    await rail.contributed(300n);
    const topUp = { lineId: 'top', amount: '3.00', kind: 'top_up', direction: 'in' } as const;
    expect(await rail.reconciled(topUp)).toEqual([]);
    const [match] = await rail.ops.reads.find(StatementMatchEntity);
    const undo = (actor: Actor): Promise<unknown> =>
      rail.ops.transaction((tx) =>
        rail.ops.get(UndoMatch).run(tx, actor, { matchId: match!.id, note: 'Another top-up.' }),
      );
    await undo(rail.ops.staff.zhao);
    await expect(undo(rail.ops.staff.zhao)).rejects.toMatchObject({
      code: 'reconciliation.said_already',
    });
    expect(await rail.reconciled()).toEqual([]);
    await undo(rail.ops.staff.li);
    await expect(undo(rail.ops.staff.li)).rejects.toMatchObject({
      code: 'reconciliation.match_undone',
    });
    expect(await rail.reconciled()).toEqual(['line_without_partner not_booked 300']);
    const line = (await rail.breaks()).find(({ endedAt }) => endedAt === null);
    const against = `${match!.journalId}/${String(match!.journalLine)}`;
    const ending = { breakId: line!.id, how: 'matched', against } as const;
    await rail.say(rail.ops.staff.zhao, ending);
    await rail.say(rail.ops.staff.li, ending);
    expect(await rail.reconciled()).toEqual([]);
    expect(await rail.report()).toMatchObject({ matchedCount: 1, isClean: true });
  });
});
