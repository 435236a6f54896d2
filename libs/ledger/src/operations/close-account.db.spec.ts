import { AccountingModule } from '@app/accounting';
import { newId } from '@app/kernel';
import { Money } from '@app/money';

import { Barrier } from '../../../../test/support/barrier';
import { TestLibs } from '../../../../test/support/test-libs';
import type { JournalDraft } from '../domain/journal';
import { CloseAccount } from './close-account';
import { PostJournals } from './post-journals';

const aDraft = (debit: string, credit = '1010', lane = 5): JournalDraft => ({
  lane,
  kind: 'E99',
  claimId: null,
  occurredAt: new Date('2026-03-01T00:00:00Z'),
  actor: 'system',
  idempotencyKey: newId('dec', lane),
  memo: '',
  transfers: [{ debit, credit, money: Money.of(100n, 'CNY') }],
});

describe('CloseAccount', () => {
  let libs: TestLibs;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  const close = async (code: string, reason = 'no longer used'): Promise<void> =>
    libs.inTransaction((tx) => libs.get(CloseAccount).run(tx, { code, actor: 'usr_1', reason }));
  const post = async (...drafts: JournalDraft[]): Promise<unknown> =>
    libs.inTransaction((tx) => libs.get(PostJournals).run(tx, drafts));
  const closings = async (code: string): Promise<unknown> =>
    libs.unitOfWork.reads.query(
      'SELECT closed_by, reason FROM ledger_account_closings WHERE code = $1',
      [code],
    );

  it('ends an account, whose history stays', async () => {
    const draft = aDraft('9200');
    await post(draft);
    await close('9200');
    expect(await closings('9200')).toEqual([{ closed_by: 'usr_1', reason: 'no longer used' }]);
    await expect(post(aDraft('9200'))).rejects.toMatchObject({
      constraint: 'ledger_transfers_accounts',
    });
    await expect(post(aDraft('1010', '9200'))).rejects.toMatchObject({
      constraint: 'ledger_transfers_accounts',
    });
    expect(await post(draft)).toMatchObject([{ replayed: true }]);
    const [account] = await libs.unitOfWork.reads.query<{ closed_at: Date | null }[]>(
      `SELECT closed_at FROM auditor_accounts WHERE code = '9200'`,
    );
    expect(account!.closed_at).toBeInstanceOf(Date);
  });

  it('changes nothing the second time', async () => {
    await close('9201', 'first');
    await close('9201', 'second');
    expect(await closings('9201')).toMatchObject([{ reason: 'first' }]);
  });

  it('refuses an account that is not in the chart', async () => {
    await expect(close('1011')).rejects.toMatchObject({
      kind: 'not_found',
      code: 'ledger.account_unknown',
    });
  });

  it('is final: what is posted at the same moment comes before it, or is refused', async () => {
    const codes = ['1110', '1120', '1130', '1140', '1150', '1190', '2020', '2060', '2070', '2080'];
    const lines = (code: string): string =>
      `SELECT count(*)::int AS lines FROM ledger_transfers WHERE debit_account = '${code}'`;
    const ends: string[] = [];
    for (const code of codes) {
      const together = new Barrier(9);
      const postTogether = async (lane: number): Promise<void> => {
        const drafts = Array.from({ length: 20 }, () => aDraft(code, '1010', lane));
        await together.arrive();
        const end = await post(...drafts).then(
          () => 'posted',
          (error: unknown) => (error as { constraint?: string }).constraint ?? 'failed',
        );
        ends.push(end);
      };
      const closeTogether = async (): Promise<unknown> => {
        await together.arrive();
        return libs.inTransaction(async (tx) => {
          await libs.get(CloseAccount).run(tx, { code, actor: 'usr_1', reason: 'test' });
          return tx.query(lines(code));
        });
      };
      const [atClosing] = await Promise.all([
        closeTogether(),
        ...Array.from({ length: 8 }, (_, lane) => postTogether(lane)),
      ]);
      expect(await libs.unitOfWork.reads.query(lines(code))).toEqual(atClosing);
    }
    // The race is worth something only if both ways happen.
    expect([...new Set(ends)].sort()).toEqual(['ledger_transfers_accounts', 'posted']);
  });
});
