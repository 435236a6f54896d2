import { AccountingModule } from '@app/accounting';
import { HOUSE_LANE } from '@app/kernel';
import { LedgerQueries, PostJournals } from '@app/ledger';
import { Money } from '@app/money';

import { TestLibs } from '../../../test/support/test-libs';
import { ReportsModule } from './reports.module';
import { ReportQueries } from './reports.queries';
import type { CurrencyTrialBalance } from './reports.queries';

let bookings = 0;

describe('the trial balance', () => {
  let libs: TestLibs;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule, ReportsModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  /** Books an amount and returns when that was, as the ledger tells it. */
  const book = async (debit: string, credit: string, money: Money): Promise<Date> => {
    bookings += 1;
    await libs.inTransaction((tx) =>
      libs.get(PostJournals).run(tx, [
        {
          lane: HOUSE_LANE,
          kind: 'E01',
          claimId: null,
          occurredAt: new Date('2026-03-01T00:00:00Z'),
          actor: 'system',
          idempotencyKey: `booking-${String(bookings)}`,
          memo: '',
          transfers: [{ debit, credit, money }],
        },
      ]),
    );
    const [newest] = await libs.get(LedgerQueries).newestJournals(libs.unitOfWork.reads, 1);
    return newest!.journal.postedAt;
  };
  const trialBalance = async (asOf?: Date): Promise<CurrencyTrialBalance[]> =>
    libs.get(ReportQueries).trialBalance(libs.unitOfWork.reads, asOf === undefined ? {} : { asOf });

  it('is empty before anything is booked', async () => {
    expect(await trialBalance()).toEqual([]);
  });

  it('shows turnover and balance of each account, on the side where it stands', async () => {
    await book('1020', '3010', Money.of(1_000n, 'CNY'));
    await book('1030', '1020', Money.of(400n, 'CNY'));
    await book('2010', '5010', Money.of(7n, 'CNY'));
    const [cny] = await trialBalance();
    expect(cny).toEqual({
      currency: 'CNY',
      accounts: [
        {
          code: '1020',
          name: { en: 'Guarantee fund cash (restricted)', 'zh-CN': '保障基金存款（专用）' },
          debitMinor: 1_000n,
          creditMinor: 400n,
          balanceMinor: 600n,
        },
        expect.objectContaining({ code: '1030', debitMinor: 400n, balanceMinor: 400n }),
        expect.objectContaining({ code: '2010', debitMinor: 7n, balanceMinor: -7n }),
        expect.objectContaining({ code: '3010', creditMinor: 1_000n, balanceMinor: 1_000n }),
        expect.objectContaining({ code: '5010', creditMinor: 7n, balanceMinor: -7n }),
      ],
      totalDebitMinor: 1_407n,
      totalCreditMinor: 1_407n,
    });
  });

  it('keeps currencies apart', async () => {
    await book('1020', '3010', Money.of(2n ** 62n, 'JPY'));
    await book('1020', '3010', Money.of(2n ** 62n - 1n, 'JPY'));
    const balances = await trialBalance();
    expect(balances.map(({ currency }) => currency)).toEqual(['CNY', 'JPY']);
    expect(balances[1]).toMatchObject({
      totalDebitMinor: 2n ** 63n - 1n,
      totalCreditMinor: 2n ** 63n - 1n,
    });
  });

  it('tells how the books stood at a moment, that moment included', async () => {
    const fundAt = async (asOf?: Date): Promise<bigint> => {
      const [cny] = await trialBalance(asOf);
      return cny?.accounts.find(({ code }) => code === '1020')?.balanceMinor ?? 0n;
    };
    const before = await fundAt();
    const first = await book('1020', '3010', Money.of(1n, 'CNY'));
    await libs.unitOfWork.reads.query('SELECT pg_sleep(0.002)');
    const second = await book('1020', '3010', Money.of(2n, 'CNY'));
    const justBefore = (moment: Date): Date => new Date(moment.getTime() - 1);
    expect(await fundAt(justBefore(first))).toBe(before);
    expect(await fundAt(first)).toBe(before + 1n);
    expect(await fundAt(justBefore(second))).toBe(before + 1n);
    expect(await fundAt(second)).toBe(before + 3n);
    expect(await fundAt(new Date(0))).toBe(0n);
  });
});
