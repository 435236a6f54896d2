import { LedgerQueries } from '@app/ledger';
import { AMOUNT_MINOR_MAX, Money } from '@app/money';

import { TestLibs, anActor } from '../../../../test/support/test-libs';
import { AccountingModule } from '../accounting.module';
import { FundGuarantee } from './fund-guarantee';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');

describe('a contribution', () => {
  let libs: TestLibs;

  beforeEach(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterEach(async () => {
    await libs.stop();
  });

  const contribute = (money: Money, toRail?: Money): Promise<unknown> =>
    libs.inTransaction((tx) =>
      libs.get(FundGuarantee).run(tx, {
        actor: anActor('operator'),
        money,
        toRail: toRail === undefined ? null : { rail: 'simulated', money: toRail },
      }),
    );
  const booked = async (): Promise<number> =>
    (await libs.get(LedgerQueries).newestJournals(libs.unitOfWork.reads, 10)).length;

  it('cannot send on more than it is, also when the fund has enough', async () => {
    await contribute(cny(1_000n));
    await expect(contribute(cny(100n), cny(101n))).rejects.toMatchObject({
      kind: 'unprocessable',
      code: 'fund.more_than_contributed',
      details: { field: 'toRail.money' },
    });
    expect(await booked()).toBe(1);
    await contribute(cny(100n), cny(100n));
    expect(await booked()).toBe(3);
  });

  it('cannot be sent on in another currency', async () => {
    await expect(contribute(cny(100n), Money.of(1n, 'USD'))).rejects.toMatchObject({
      code: 'money.currency_mismatch',
    });
    expect(await booked()).toBe(0);
  });

  it('is refused by what the books can hold, and says so', async () => {
    await contribute(cny(AMOUNT_MINOR_MAX));
    await expect(contribute(cny(1n))).rejects.toMatchObject({ code: '22003' });
    expect(await booked()).toBe(1);
  });
});
