import { Not } from 'typeorm';

import { AuditTrail } from '@app/audit';
import { HOUSE_LANE, newId } from '@app/kernel';
import {
  AccountQueries,
  ClosePeriod,
  LedgerGuardEntity,
  LedgerQueries,
  MoveAllotment,
  PostJournals,
} from '@app/ledger';
import type { JournalWithTransfers } from '@app/ledger';
import { Money } from '@app/money';

import { TestLibs, anActor } from '../../../../test/support/test-libs';
import { AccountingModule } from '../accounting.module';
import { FundGuarantee } from './fund-guarantee';
import { PostEvents } from './post-events';
import { ReverseContribution } from './reverse-contribution';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');
const REASON = ' A nought too many ';

describe('ReverseContribution', () => {
  let libs: TestLibs;
  const actor = anActor('operator');

  beforeEach(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterEach(async () => {
    await libs.stop();
  });

  const contribute = async (amountMinor: bigint, toRailMinor = 0n): Promise<string> => {
    const toRail = toRailMinor === 0n ? null : { rail: 'simulated', money: cny(toRailMinor) };
    const contribution = { actor, money: cny(amountMinor), toRail };
    const { id } = await libs.inTransaction((tx) => libs.get(FundGuarantee).run(tx, contribution));
    return id;
  };
  const reverse = (id: string, reason = REASON): Promise<{ id: string; journalIds: string[] }> =>
    libs.inTransaction((tx) => libs.get(ReverseContribution).run(tx, { actor, id, reason }));
  /** A payout of a lane that was given its money before. */
  const pay = async (lane: number, amountMinor: bigint): Promise<void> => {
    await give(lane, amountMinor);
    await submit(lane, amountMinor);
  };
  const give = (toLane: number, amountMinor: bigint): Promise<unknown> =>
    libs.inTransaction((tx) =>
      libs.get(MoveAllotment).run(tx, {
        ...{ guard: 'rail', fromLane: HOUSE_LANE, toLane, wanted: cny(amountMinor) },
      }),
    );
  const submit = (lane: number, amountMinor: bigint): Promise<unknown> =>
    libs.inTransaction((tx) =>
      libs.get(PostEvents).run(tx, [{ code: 'E15', rail: 'simulated', money: cny(amountMinor) }], {
        ...{ lane, claimId: newId('clm', lane), actor: 'system', causeId: newId('pyo', lane) },
        occurredAt: libs.clock.now(),
      }),
    );
  const balances = async (): Promise<Record<string, bigint>> => {
    const turnover = await libs.get(AccountQueries).turnover(libs.unitOfWork.reads);
    return Object.fromEntries(
      turnover.map(({ code, debitMinor, creditMinor }) => [code, debitMinor - creditMinor]),
    );
  };
  const allotments = async (guard: string): Promise<Record<number, bigint>> => {
    const held = { guard, currency: 'CNY', availableMinor: Not(0n) };
    const rows = await libs.unitOfWork.reads.findBy(LedgerGuardEntity, held);
    return Object.fromEntries(rows.map(({ lane, availableMinor }) => [lane, availableMinor]));
  };
  const journals = (ids: readonly string[]): Promise<(JournalWithTransfers | null)[]> =>
    Promise.all(ids.map((id) => libs.get(LedgerQueries).journal(libs.unitOfWork.reads, id)));

  it('undoes a contribution and what went on to the rail, and no other', async () => {
    await contribute(500n, 100n);
    const id = await contribute(1_000n, 400n);
    const contributed = await libs.get(LedgerQueries).newestJournals(libs.unitOfWork.reads, 2);
    const reversed = await reverse(id);
    expect(reversed.id).toBe(id);
    const found = await journals(reversed.journalIds);
    expect(found.map((one) => [one!.journal.kind, one!.journal.reversesId])).toEqual(
      contributed.map(({ journal }) => ['E36', journal.id]),
    );
    expect(found.map((one) => one!.transfers[0]!.dimensions)).toEqual([
      { fund: 'guarantee', rail: 'simulated' },
      { fund: 'guarantee' },
    ]);
    expect(await balances()).toEqual({ '1020': 400n, '1030': 100n, '3010': -500n });
    expect([await allotments('fund'), await allotments('rail')]).toEqual([
      { [HOUSE_LANE]: 400n },
      { [HOUSE_LANE]: 100n },
    ]);
  });

  it('undoes a contribution of which nothing went on', async () => {
    const { journalIds } = await reverse(await contribute(1_000n));
    expect(journalIds).toHaveLength(1);
    expect(await balances()).toEqual({ '1020': 0n, '3010': 0n });
  });

  it('writes down who did it and why', async () => {
    const id = await contribute(1_000n);
    const { journalIds } = await reverse(id);
    const records = await libs.get(AuditTrail).of(libs.unitOfWork.reads, HOUSE_LANE, id);
    expect(records).toMatchObject([
      { action: 'fund.contributed' },
      {
        action: 'fund.contribution_reversed',
        actorId: actor.id,
        reason: 'A nought too many',
        facts: { journalIds },
      },
    ]);
  });

  it('counts when the mistake was made, or from the start of the open period', async () => {
    const id = await contribute(1_000n);
    const [contributed] = await libs.get(LedgerQueries).newestJournals(libs.unitOfWork.reads, 1);
    const { occurredAt } = contributed!.journal;
    libs.clock.moveOn(3_600_000);
    const closedUntil = new Date(occurredAt.getTime() + 1);
    await libs.inTransaction((tx) =>
      libs
        .get(ClosePeriod)
        .run(tx, { closedUntil, actor: 'usr_1', reason: 'Month end.' }, libs.clock.now()),
    );
    const [found] = await journals((await reverse(id)).journalIds);
    expect(found!.journal).toMatchObject({ occurredAt, effectiveAt: closedUntil });
  });

  it('is refused the second time, whatever the reason, and names the first', async () => {
    const id = await contribute(1_000n);
    const { journalIds } = await reverse(id);
    for (const reason of [REASON, 'Second thoughts']) {
      await expect(reverse(id, reason)).rejects.toMatchObject({
        kind: 'conflict',
        code: 'fund.contribution_reversed',
        details: { journalIds },
      });
    }
    expect(await balances()).toEqual({ '1020': 0n, '3010': 0n });
  });

  it('is done by one of several who do it at once', async () => {
    const id = await contribute(1_000n, 400n);
    const ends = await Promise.allSettled(
      ['One', 'One', 'Other', 'Third'].map((reason) => reverse(id, reason)),
    );
    const codes = ends.map((end) =>
      end.status === 'fulfilled' ? 'done' : (end.reason as { code?: string }).code,
    );
    const late = 'fund.contribution_reversed';
    expect(codes.sort()).toEqual(['done', late, late, late]);
    expect(await balances()).toEqual({ '1020': 0n, '1030': 0n, '3010': 0n });
  });

  it('is refused when some of it was paid out, and says how much is missing', async () => {
    const id = await contribute(1_000n, 400n);
    await pay(9, 30n);
    await expect(reverse(id)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'fund.contribution_spent',
      text: { en: expect.stringContaining('0.30 CNY') as string },
      details: { guard: 'rail', missing: cny(30n).toJson() },
    });
    expect(await balances()).toMatchObject({ '1020': 600n, '1030': 400n, '3010': -1_000n });
    await contribute(30n, 30n);
    await reverse(id);
    expect(await balances()).toMatchObject({ '1020': 0n, '1030': 30n, '2040': -30n });
    expect(await allotments('rail')).toEqual({});
  });

  it('takes back from other lanes what they have not paid out', async () => {
    const id = await contribute(1_000n, 400n);
    await give(9, 300n);
    await give(7, 60n);
    await contribute(70n, 70n);
    await reverse(id);
    expect(await balances()).toMatchObject({ '1020': 0n, '1030': 70n });
    const left = Object.values(await allotments('rail')).reduce((sum, minor) => sum + minor, 0n);
    expect(left).toBe(70n);
  });

  it('is possible in a currency whose guard could not be opened', async () => {
    await submit(9, 1_000n);
    const id = await contribute(500n, 400n);
    expect(await allotments('rail')).toEqual({});
    await reverse(id);
    expect(await balances()).toMatchObject({ '1020': 0n, '1030': 0n, '2040': -1_000n });
  });

  it.each([
    ['there is not', newId('fnd', HOUSE_LANE)],
    ['is no contribution', newId('clm', HOUSE_LANE)],
    ['cannot be an id', "fnd_'"],
  ])('is refused for what %s', async (_what, id) => {
    await expect(reverse(id)).rejects.toMatchObject({
      kind: 'not_found',
      code: 'fund.contribution_unknown',
    });
  });

  it('does not touch what something else than a contribution has booked', async () => {
    const id = newId('fnd', HOUSE_LANE);
    const draft = {
      ...{ lane: HOUSE_LANE, kind: 'E99', claimId: null, actor: 'system', memo: '' },
      ...{ occurredAt: libs.clock.now(), idempotencyKey: `${id}/E99` },
      transfers: [{ debit: '1010', credit: '3010', money: cny(100n) }],
    };
    await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, [draft]));
    await expect(reverse(id)).rejects.toMatchObject({ code: 'fund.contribution_unknown' });
  });

  it('is refused without saying why', async () => {
    const id = await contribute(1_000n);
    await expect(reverse(id, ' ')).rejects.toMatchObject({ code: 'accounting.reason_missing' });
    expect(await balances()).toEqual({ '1020': 1_000n, '3010': -1_000n });
  });
});
