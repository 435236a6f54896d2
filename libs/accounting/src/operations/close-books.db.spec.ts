import { AuditTrail } from '@app/audit';
import { HOUSE_LANE, newId } from '@app/kernel';
import { PostJournals } from '@app/ledger';
import type { TransferDraft } from '@app/ledger';
import { Money } from '@app/money';

import { Barrier } from '../../../../test/support/barrier';
import { TestLibs, anActor } from '../../../../test/support/test-libs';
import { AccountingModule } from '../accounting.module';
import { CHART_OF_ACCOUNTS, isInUse } from '../domain/chart-of-accounts';
import { CloseBooks } from './close-books';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');
const IN_USE = CHART_OF_ACCOUNTS.filter(({ code }) => isInUse(code));

describe('closing an account', () => {
  let libs: TestLibs;
  const actor = anActor('operator');

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  const close = (account: string): Promise<void> =>
    libs.inTransaction((tx) =>
      libs.get(CloseBooks).run(tx, { actor, reason: 'Not used.', what: { account } }),
    );
  const post = (...transfers: TransferDraft[]): Promise<unknown> => {
    const id = newId('dec', HOUSE_LANE);
    const draft = {
      ...{ lane: HOUSE_LANE, kind: 'E99', claimId: null, actor: 'system', memo: '' },
      ...{ occurredAt: libs.clock.now(), idempotencyKey: id, transfers },
    };
    return libs.inTransaction((tx) => libs.get(PostJournals).run(tx, [draft]));
  };
  const move = (debit: string, credit: string, money = cny(100n)): Promise<unknown> =>
    post({ debit, credit, money });
  const closings = async (code: string): Promise<unknown[]> =>
    libs.unitOfWork.reads.query('SELECT code FROM ledger_account_closings WHERE code = $1', [code]);

  it.each(IN_USE)('is refused while events book on it: $code $nameEn', async ({ code }) => {
    await expect(close(code)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'accounting.account_in_use',
    });
    expect(await closings(code)).toEqual([]);
  });

  it('is refused while something is on it, in any currency, and the account stays open', async () => {
    await move('5060', '1010', Money.of(250n, 'USD'));
    await expect(close('5060')).rejects.toMatchObject({
      kind: 'conflict',
      code: 'accounting.account_not_empty',
      details: { debitsLessCredits: [{ currency: 'USD', amountMinor: '250' }] },
    });
    expect(await closings('5060')).toEqual([]);
    await move('3020', '5060', Money.of(250n, 'USD'));
    await close('5060');
    expect(await closings('5060')).toHaveLength(1);
  });

  it('is done once nothing is left on it, and written down', async () => {
    await move('1130', '5130');
    await move('5130', '1130');
    await close('1130');
    await expect(move('1130', '5130')).rejects.toMatchObject({
      constraint: 'ledger_transfers_accounts',
    });
    const records = await libs.get(AuditTrail).of(libs.unitOfWork.reads, HOUSE_LANE, '1130');
    expect(records).toMatchObject([{ action: 'books.account_closed', actorId: actor.id }]);
  });

  it('is refused for an account that is not in the chart', async () => {
    await expect(close('1131')).rejects.toMatchObject({
      kind: 'not_found',
      code: 'ledger.account_unknown',
    });
  });

  it('leaves nothing on the account, also when somebody books on it at the same moment', async () => {
    for (const code of ['9200', '9201']) {
      const together = new Barrier(5);
      const race = async (work: () => Promise<unknown>): Promise<boolean> => {
        await together.arrive();
        return work().then(
          () => true,
          () => false,
        );
      };
      const [isClosed, ...areBooked] = await Promise.all([
        race(() => close(code)),
        ...Array.from({ length: 4 }, () => race(() => move(code, '1010'))),
      ]);
      expect(isClosed && areBooked.includes(true)).toBe(false);
      expect(await closings(code)).toHaveLength(isClosed ? 1 : 0);
    }
  });
});
