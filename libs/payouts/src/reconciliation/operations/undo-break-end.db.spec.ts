import type { Actor } from '@app/platform';

import { StatedRail } from '../../../../../test/support/stated-rail';
import type { CsvLine } from '../../../../../test/support/statement-steps';
import type { EndedByPeople } from '../domain/break-ending';
import { StatementMatchEntity } from '../persistence/statement-match.entity';
import { UndoBreakEnd } from './undo-break-end';
import { UndoMatch } from './undo-match';

const NOTE = 'It was something else.';

describe('what ended a break', () => {
  let rail: StatedRail;

  beforeEach(async () => {
    rail = await StatedRail.start();
  });
  afterEach(async () => {
    await rail.stop();
  });

  const odd: CsvLine = { lineId: 'odd', amount: '3.00', kind: 'other' };
  const undo = (by: Actor, breakId: string): Promise<unknown> =>
    rail.ops.transaction((tx) => rail.ops.get(UndoBreakEnd).run(tx, by, { breakId, note: NOTE }));

  /** A break that ended so, by two persons where it takes two. */
  async function ended(line: CsvLine, how: EndedByPeople): Promise<string> {
    await rail.reconciled(line);
    const { id: breakId } = (await rail.breaks())[0]!;
    const { zhao, li } = rail.ops.staff;
    const { wordsMissing } = await rail.say(zhao, { breakId, how });
    if (wordsMissing > 0) await rail.say(li, { breakId, how });
    expect(await rail.reconciled()).toEqual([]);
    return breakId;
  }

  it.each<[EndedByPeople, CsvLine, string, bigint]>([
    ['fee', odd, '5030', 300n],
    ['written_off', odd, '5050', 300n],
    ['suspense', { ...odd, direction: 'in' }, '1010', -300n],
  ])(
    'as %s is taken back by two persons, with its booking, and found again',
    async (how, line, account, booked) => {
      const breakId = await ended(line, how);
      expect(await rail.balance(account)).toBe(booked);
      const { zhao, li } = rail.ops.staff;
      await undo(li, breakId);
      await expect(undo(li, breakId)).rejects.toMatchObject({
        code: 'reconciliation.said_already',
      });
      expect(await rail.reconciled()).toEqual([]);
      await undo(zhao, breakId);
      expect([await rail.balance(account), await rail.balance('1030')]).toEqual([0n, 0n]);
      await expect(undo(zhao, breakId)).rejects.toMatchObject({
        code: 'reconciliation.break_undone',
      });
      const effect = line.direction === 'in' ? '300' : '-300';
      expect(await rail.reconciled()).toEqual([`line_without_partner nobodys ${effect}`]);
      expect(await rail.report()).toMatchObject({ isClean: false, unexplainedMinor: null });
      const again = (await rail.breaks()).at(-1)!;
      expect(again.id).not.toBe(breakId);
      for (const by of [zhao, li]) {
        const ending = { breakId: again.id, how } as const;
        if (how !== 'suspense' || by === zhao) await rail.say(by, ending);
      }
      expect(await rail.balance(account)).toBe(booked);
      expect(await rail.reconciled()).toEqual([]);
      expect(await rail.ops.broken()).toEqual([]);
    },
  );

  it('is not taken back where nothing was booked', async () => {
    await rail.reconciled(odd, { ...odd, lineId: 'back', direction: 'in' });
    const [one, other] = await rail.breaks();
    const { zhao, li } = rail.ops.staff;
    await expect(undo(zhao, one!.id)).rejects.toMatchObject({ code: 'reconciliation.not_undone' });
    const ending = { breakId: one!.id, how: 'offset', against: other!.id } as const;
    await rail.say(zhao, ending);
    await rail.say(li, ending);
    await expect(undo(zhao, one!.id)).rejects.toMatchObject({ code: 'reconciliation.not_undone' });
    await expect(undo(zhao, 'brk_none')).rejects.toMatchObject({
      code: 'reconciliation.break_unknown',
    });
  });

  it('is not taken back past the application by one, or without its booking', async () => {
    const breakId = await ended(odd, 'fee');
    const { zhao, li } = rail.ops.staff;
    await undo(zhao, breakId);
    const app = await rail.ops.libs.connectAs('ganpei_app');
    const insert = `INSERT INTO undone_breaks VALUES ($1, 'x', now())`;
    await expect(app.query(insert, [breakId])).rejects.toMatchObject({
      constraint: 'undone_breaks_by_two',
    });
    await app.query(`INSERT INTO break_undo_words VALUES ($1, $2, $2, 'Said behind it.', now())`, [
      breakId,
      li.id,
    ]);
    await expect(app.query(insert, [breakId])).rejects.toMatchObject({
      constraint: 'undone_breaks_by_two',
    });
  });

  it('by a fee of its own is reversed with its match, and not booked again by itself', async () => {
    const fee = { lineId: 'fee', amount: '0.30', kind: 'fee' } as const;
    expect(await rail.reconciled(fee)).toEqual([]);
    expect([await rail.balance('5030'), await rail.balance('1030')]).toEqual([30n, -30n]);
    const [match] = await rail.ops.reads.find(StatementMatchEntity);
    for (const by of [rail.ops.staff.zhao, rail.ops.staff.li]) {
      await rail.ops.transaction((tx) =>
        rail.ops.get(UndoMatch).run(tx, by, { matchId: match!.id, note: NOTE }),
      );
    }
    expect([await rail.balance('5030'), await rail.balance('1030')]).toEqual([0n, 0n]);
    await rail.reconciled();
    expect(await rail.reconciled()).toEqual(['line_without_partner not_booked -30']);
    expect(await rail.balance('5030')).toBe(0n);
    expect(await rail.ops.broken()).toEqual([]);
  });
});
