import fc from 'fast-check';

import { AccountingModule } from '@app/accounting';
import { HOUSE_LANE, newId } from '@app/kernel';
import { Money } from '@app/money';

import { Barrier } from '../../../../test/support/barrier';
import { TestLibs } from '../../../../test/support/test-libs';
import { LedgerGuardEntity } from '../persistence/ledger-guard.entity';
import { HoldAllotment } from './hold-allotment';
import { MoveAllotment } from './move-allotment';
import { OpenGuard } from './open-guard';
import { PostJournals } from './post-journals';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');
const RAIL = { guard: 'rail', currency: 'CNY' };

describe('MoveAllotment', () => {
  let libs: TestLibs;

  beforeEach(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
    await libs.inTransaction((tx) => libs.get(OpenGuard).run(tx, RAIL));
    await book(HOUSE_LANE, 1_000n);
  });
  afterEach(async () => {
    await libs.stop();
  });

  /** Brings money onto the rail, or takes it off. */
  const book = async (lane: number, amountMinor: bigint): Promise<void> => {
    const isGain = amountMinor > 0n;
    const draft = {
      ...{ lane, kind: 'E99', claimId: null, actor: 'system', memo: '' },
      occurredAt: new Date('2026-03-01T00:00:00Z'),
      idempotencyKey: newId('dec', lane),
      transfers: [
        {
          debit: isGain ? '1030' : '3010',
          credit: isGain ? '3010' : '1030',
          money: cny(isGain ? amountMinor : -amountMinor),
        },
      ],
    };
    await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, [draft]));
  };
  const move = async (fromLane: number, toLane: number, wantedMinor: bigint): Promise<bigint> => {
    const wish = { guard: 'rail', fromLane, toLane, wanted: cny(wantedMinor) };
    const moved = await libs.inTransaction((tx) => libs.get(MoveAllotment).run(tx, wish));
    return moved.amountMinor;
  };
  /** What the lanes have that have something. */
  const allotments = async (): Promise<Record<number, bigint>> => {
    const rows = await libs.unitOfWork.reads.findBy(LedgerGuardEntity, RAIL);
    const held = rows.filter(({ availableMinor }) => availableMinor !== 0n);
    return Object.fromEntries(held.map(({ lane, availableMinor }) => [lane, availableMinor]));
  };

  it('lets another lane take what this one could have taken', async () => {
    expect(await move(HOUSE_LANE, 5, 300n)).toBe(300n);
    expect(await move(5, 6, 100n)).toBe(100n);
    expect(await allotments()).toEqual({ 0: 700n, 5: 200n, 6: 100n });
    await book(5, -200n);
    await expect(book(5, -1n)).rejects.toMatchObject({ constraint: 'ledger_guards_floor' });
  });

  it('moves no more than there is', async () => {
    expect(await move(HOUSE_LANE, 5, 1_001n)).toBe(1_000n);
    expect(await move(HOUSE_LANE, 5, 1n)).toBe(0n);
    expect(await move(7, 5, 1n)).toBe(0n);
    expect(await allotments()).toEqual({ 5: 1_000n });
  });

  it('moves nothing where nothing is guarded', async () => {
    const wish = { guard: 'rail', fromLane: HOUSE_LANE, toLane: 5, wanted: Money.of(1n, 'USD') };
    const moved = await libs.inTransaction((tx) => libs.get(MoveAllotment).run(tx, wish));
    expect(moved).toEqual(Money.of(0n, 'USD'));
  });

  it.each([
    ['nothing', 0, 5, 0n],
    ['less than nothing', 0, 5, -1n],
    ['to the same lane', 0, 0, 1n],
    ['to a lane that is not', 0, 64, 1n],
  ])('refuses to move %s', async (_what, fromLane, toLane, wanted) => {
    await expect(move(fromLane, toLane, wanted)).rejects.toMatchObject({
      constraint: 'ledger_guards_move',
    });
  });

  it('lets those who move at once have no more together than there is', async () => {
    const together = new Barrier(10);
    const moved = await Promise.all(
      Array.from({ length: 10 }, async (_, lane) => {
        await together.arrive();
        return move(HOUSE_LANE, lane + 1, 150n);
      }),
    );
    expect(moved.reduce((one, other) => one + other, 0n)).toBe(1_000n);
    expect(await allotments()).not.toHaveProperty(String(HOUSE_LANE));
  });

  it('does not deadlock when two lanes give to each other', async () => {
    await move(HOUSE_LANE, 1, 400n);
    await move(HOUSE_LANE, 2, 400n);
    let attempts = 0;
    const give = (fromLane: number, toLane: number): Promise<unknown> =>
      libs.inTransaction(async (tx) => {
        attempts += 1;
        return libs
          .get(MoveAllotment)
          .run(tx, { guard: 'rail', fromLane, toLane, wanted: cny(1n) });
      });
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? give(1, 2) : give(2, 1))),
    );
    expect(attempts).toBe(40);
    expect(await allotments()).toEqual({ 0: 200n, 1: 400n, 2: 400n });
  });

  describe('and HoldAllotment', () => {
    const held = (lane: number, currency = 'CNY'): Promise<Money | null> =>
      libs.inTransaction((tx) => libs.get(HoldAllotment).run(tx, { ...RAIL, lane, currency }));

    it('tell what a lane may take, nothing where it has none, null where nothing is guarded', async () => {
      await move(HOUSE_LANE, 5, 300n);
      expect(await held(5)).toEqual(cny(300n));
      expect(await held(6)).toEqual(cny(0n));
      expect(await held(5, 'USD')).toBeNull();
    });

    it('keep others from taking what was seen until the end', async () => {
      await move(HOUSE_LANE, 5, 300n);
      const done: string[] = [];
      let booking: Promise<unknown> = Promise.resolve();
      await libs.inTransaction(async (tx) => {
        await libs.get(HoldAllotment).run(tx, { ...RAIL, lane: 5 });
        booking = book(5, -300n).then(() => done.push('booked'));
        await tx.query('SELECT pg_sleep(0.2)');
        done.push('looked');
      });
      await booking;
      expect(done).toEqual(['looked', 'booked']);
      expect(await held(5)).toEqual(cny(0n));
    });
  });

  it('keeps the sum of all lanes what is on the accounts, after every history', async () => {
    const lanes = fc.nat(4);
    const step = fc.oneof(
      fc.record({ from: lanes, to: lanes, minor: fc.bigInt(1n, 400n) }),
      fc.record({ lane: lanes, minor: fc.bigInt(-300n, 300n) }),
    );
    let balance = 1_000n;
    const play = async (
      steps: (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[],
    ): Promise<void> => {
      for (const one of steps) {
        if ('from' in one) {
          if (one.from !== one.to) await move(one.from, one.to, one.minor);
        } else if (one.minor !== 0n) {
          const isBooked = await book(one.lane, one.minor).then(
            () => true,
            () => false,
          );
          if (isBooked) balance += one.minor;
        }
      }
      const found = Object.values(await allotments());
      expect(found.reduce((sum, minor) => sum + minor, 0n)).toBe(balance);
      expect(found.filter((minor) => minor < 0n)).toEqual([]);
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 8 }), play), { numRuns: 60 });
  });
});
