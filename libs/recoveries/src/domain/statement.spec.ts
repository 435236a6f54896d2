import { Money } from '@app/money';

import { statementsOf } from './statement';
import type { StatementEntry } from './statement';
import { statementCsv } from './statement-csv';

const AT = new Date('2026-03-01T08:00:00Z');
const entry = (account: string, changeMinor: bigint, currency = 'GBP'): StatementEntry => ({
  ...{ journalId: 'jnl_1', bookedAt: AT, occurredAt: AT, kind: 'E23', memo: 'Agreed, "in full"' },
  ...{ claimId: 'clm_1', reference: 'CLM-1', account, currency, changeMinor },
});

describe('a statement of account', () => {
  it('goes from its opening by every line to its closing, per currency and account', () => {
    const opening = [{ currency: 'GBP', account: '2060', balanceMinor: -50n }];
    const entries = [entry('1110', 500n), entry('2060', -100n), entry('1120', 7n, 'EUR')];
    const [euro, pound] = statementsOf(opening, entries);
    expect(euro).toMatchObject({ currency: 'EUR', closing: Money.of(7n, 'EUR') });
    expect(pound!.opening).toEqual(Money.of(-50n, 'GBP'));
    expect(pound!.movements.map(({ balanceMinor }) => balanceMinor)).toEqual([450n, 350n]);
    expect(pound!.closing).toEqual(Money.of(350n, 'GBP'));
    expect(pound!.accounts).toEqual([
      { code: '1110', balance: Money.of(500n, 'GBP') },
      { code: '2060', balance: Money.of(-150n, 'GBP') },
    ]);
  });

  it('is nothing where nothing was ever booked', () => {
    expect(statementsOf([], [])).toEqual([]);
  });

  it('is a file that spreadsheets read, amounts in major units', () => {
    const text = statementCsv(statementsOf([], [entry('1110', -123_456n)]));
    expect(text.split('\r\n').slice(1)).toEqual([
      ',,,Opening balance,,,GBP,,0.00,',
      '2026-03-01T08:00:00.000Z,2026-03-01T08:00:00.000Z,E23,"Agreed, ""in full""",CLM-1,1110,GBP,-1234.56,-1234.56,jnl_1',
      ',,,Closing balance,,,GBP,,-1234.56,',
      '',
    ]);
  });
});
