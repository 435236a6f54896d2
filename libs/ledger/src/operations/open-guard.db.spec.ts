import { AccountingModule } from '@app/accounting';
import { LANE_COUNT, newId } from '@app/kernel';
import { Money } from '@app/money';

import { Barrier } from '../../../../test/support/barrier';
import { TestLibs } from '../../../../test/support/test-libs';
import type { JournalDraft } from '../domain/journal';
import { LedgerGuardEntity } from '../persistence/ledger-guard.entity';
import { OpenGuard } from './open-guard';
import { PostJournals } from './post-journals';

/** Money onto the rail (1030 from 3010), or a payout (2040 out of 2030), of guard `rail`. */
const onRail = (lane: number, amountMinor: bigint, currency = 'CNY'): JournalDraft =>
  aDraft(lane, ['1030', '3010'], Money.of(amountMinor, currency));
const payout = (lane: number, amountMinor: bigint, currency = 'CNY'): JournalDraft =>
  aDraft(lane, ['2030', '2040'], Money.of(amountMinor, currency));

function aDraft(lane: number, [debit, credit]: [string, string], money: Money): JournalDraft {
  return {
    ...{ lane, kind: 'E99', claimId: null, actor: 'system', memo: '' },
    occurredAt: new Date('2026-03-01T00:00:00Z'),
    idempotencyKey: newId('dec', lane),
    transfers: [{ debit, credit, money }],
  };
}

describe('OpenGuard', () => {
  let libs: TestLibs;

  beforeEach(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterEach(async () => {
    await libs.stop();
  });

  const open = (currency = 'CNY'): Promise<boolean> =>
    libs.inTransaction((tx) => libs.get(OpenGuard).run(tx, { guard: 'rail', currency }));
  const post = async (...drafts: JournalDraft[]): Promise<string> =>
    libs
      .inTransaction((tx) => libs.get(PostJournals).run(tx, drafts))
      .then(
        () => 'posted',
        (error: unknown) => (error as { constraint?: string }).constraint ?? 'failed',
      );
  /** What the lanes have that have something; each has a row once the guard is open. */
  const allotments = async (currency = 'CNY'): Promise<Record<number, bigint>> => {
    const rows = await libs.unitOfWork.reads.findBy(LedgerGuardEntity, { guard: 'rail', currency });
    expect([0, LANE_COUNT]).toContain(rows.length);
    const held = rows.filter(({ availableMinor }) => availableMinor !== 0n);
    return Object.fromEntries(held.map(({ lane, availableMinor }) => [lane, availableMinor]));
  };

  it('leaves a currency alone until it is opened', async () => {
    expect(await post(payout(3, 100n))).toBe('posted');
    expect(await allotments()).toEqual({});
  });

  it('starts from what is on the accounts, in the house lane', async () => {
    await post(onRail(0, 500n), onRail(0, 20n));
    await post(payout(3, 100n));
    await post(onRail(0, 7n, 'USD'));
    expect(await open()).toBe(true);
    expect(await allotments()).toEqual({ 0: 420n });
    expect(await allotments('USD')).toEqual({});
  });

  it('changes nothing the second time', async () => {
    await post(onRail(0, 500n));
    await open();
    await post(onRail(4, 1n));
    expect(await open()).toBe(true);
    expect(await allotments()).toEqual({ 0: 500n, 4: 1n });
  });

  it('waits until what is below zero has been filled up', async () => {
    await post(payout(3, 100n));
    expect(await open()).toBe(false);
    expect(await post(payout(3, 1n))).toBe('posted');
    await post(onRail(0, 101n));
    expect(await open()).toBe(true);
    expect(await allotments()).toEqual({});
  });

  it('keeps each lane from taking more than its allotment, and other lanes and currencies out of it', async () => {
    await open();
    await post(onRail(3, 100n), onRail(3, 5n));
    await post(onRail(4, 50n));
    expect(await post(payout(3, 106n))).toBe('ledger_guards_floor');
    expect(await post(payout(5, 1n))).toBe('ledger_guards_floor');
    expect(await post(payout(3, 105n))).toBe('posted');
    expect(await post(payout(3, 1n))).toBe('ledger_guards_floor');
    expect(await post(payout(3, 1n, 'USD'))).toBe('posted');
    expect(await allotments()).toEqual({ 4: 50n });
  });

  it('counts the journals of one call together, whatever their order', async () => {
    await open();
    expect(await post(payout(3, 100n), onRail(3, 100n))).toBe('posted');
    expect(await post(payout(3, 101n), onRail(3, 100n))).toBe('ledger_guards_floor');
    const settled = aDraft(3, ['2040', '1030'], Money.of(100n, 'CNY'));
    expect(await post(settled)).toBe('posted');
    expect(await allotments()).toEqual({});
  });

  it('gives nothing back of what was rolled back, and takes nothing for a replay', async () => {
    await open();
    await post(onRail(3, 100n));
    const draft = payout(3, 60n);
    await post(draft);
    await post(draft);
    const failed = libs.inTransaction(async (tx) => {
      await libs.get(PostJournals).run(tx, [payout(3, 40n)]);
      throw new Error('The decision was not to be.');
    });
    await expect(failed).rejects.toThrow('not to be');
    expect(await allotments()).toMatchObject({ 3: 40n });
  });

  it('lets only as many take at once as there is money for', async () => {
    await open();
    await post(onRail(3, 7n));
    const together = new Barrier(20);
    const ends = await Promise.all(
      Array.from({ length: 20 }, async () => {
        await together.arrive();
        return post(payout(3, 1n));
      }),
    );
    expect(ends.filter((end) => end === 'posted')).toHaveLength(7);
    expect(ends.filter((end) => end === 'ledger_guards_floor')).toHaveLength(13);
    expect(await allotments()).not.toHaveProperty('3');
  });

  it('misses nothing of what is posted while it opens', async () => {
    for (const currency of ['CNY', 'USD', 'EUR', 'JPY', 'KWD']) {
      const together = new Barrier(10);
      await post(onRail(0, 1_000n, currency));
      const posts = Array.from({ length: 8 }, async (_, lane) => {
        await together.arrive();
        return post(onRail(lane + 1, 10n, currency), payout(lane + 1, 3n, currency));
      });
      const opens = Array.from({ length: 2 }, async () => {
        await together.arrive();
        return open(currency);
      });
      expect(await Promise.all(posts)).toEqual(posts.map(() => 'posted'));
      expect(await Promise.all(opens)).toEqual([true, true]);
      const sum = Object.values(await allotments(currency)).reduce((one, other) => one + other, 0n);
      expect(sum).toBe(1_056n);
    }
  });

  it.each(['REPEATABLE READ', 'SERIALIZABLE'])(
    'refuses to open in a %s transaction, which would look past what was posted',
    async (level) => {
      const client = await libs.connectAs('ganpei_app');
      await client.query(`BEGIN ISOLATION LEVEL ${level}`);
      await expect(client.query(`SELECT ledger_open_guard('rail', 'CNY')`)).rejects.toMatchObject({
        constraint: 'ledger_isolation',
      });
    },
  );
});
