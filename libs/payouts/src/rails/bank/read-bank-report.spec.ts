import fc from 'fast-check';

import { Money } from '@app/money';
import type { BankConfig } from '@app/platform';

import { emulateBank } from '../../../../../apps/cli/src/rail-emulators/bank/emulate-bank';
import type { BankFate } from '../../../../../apps/cli/src/rail-emulators/bank/emulate-bank';
import type { BankReport } from './bank-report';
import { parseCamt053, readBankReport } from './read-bank-report';
import { reportLines } from './report-lines';
import { writePain001 } from './write-pain001';

const BANK: BankConfig = {
  debtorName: 'Example Payments',
  account: 'DE89370400440532013000',
  agent: { bic: 'COBADEFFXXX' },
  currencies: ['EUR'],
  painVersion: '09',
  timeZone: 'Asia/Shanghai',
};
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const keyOf = (number: number): string =>
  `pyo01h455vb4pex5vsknk084sn0${ALPHABET[number >> 5] ?? '0'}${ALPHABET[number & 31] ?? '0'}`;

const fileOf = (amounts: readonly bigint[], currency = 'EUR'): string => {
  const [first, ...rest] = amounts.map((amountMinor, index) => ({
    key: keyOf(index),
    reference: keyOf(index).replace('pyo', 'pyo_'),
    money: Money.of(amountMinor, currency),
    account: 'GB29NWBK60161331926819',
    holderName: '林小满 & Co',
    bank: null,
  }));
  return writePain001(
    {
      messageId: 'bkf01h455vb4pex5vsknk084sn02q',
      madeAt: new Date(0),
      transfers: [first!, ...rest],
    },
    BANK,
  );
};

const dayOf = (fates: readonly (readonly [number, BankFate])[], isOlder = false) => ({
  fates: new Map(fates.map(([number, fate]) => [keyOf(number), fate])),
  bookedAt: new Date('2026-11-26T10:00:00Z'),
  dayNumber: 1,
  isOlder,
});
const read = (text: string): BankReport => readBankReport(Buffer.from(text), BANK.timeZone);
const said = (report: BankReport): unknown[] =>
  reportLines(report).map(({ key, word, code, money }) => [key, word, code, money?.amountMinor]);
const refusal = (text: string): string => {
  try {
    read(text);
    return 'read';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a report of the bank', () => {
  const fates: readonly (readonly [number, BankFate])[] = [
    [1, { kind: 'reject', reason: 'AC04' }],
    [2, { kind: 'return', reason: 'AC06' }],
    [3, { kind: 'hold' }],
  ];

  it.each([false, true])(
    'says of each transfer what became of it (older version: %s)',
    (isOlder) => {
      const { statement, statusReport } = emulateBank(
        fileOf([100n, 200n, 300n, 400n]),
        dayOf(fates, isOlder),
      );
      expect(said(read(statement))).toEqual([
        [keyOf(0), 'booked', null, 100n],
        [keyOf(2), 'booked', null, 300n],
        [keyOf(2), 'returned', 'AC06', 300n],
      ]);
      expect(said(read(statusReport))).toEqual([
        [keyOf(0), 'accepted', 'ACSP', 100n],
        [keyOf(1), 'rejected', 'AC04', 200n],
        [keyOf(2), 'accepted', 'ACSP', 300n],
      ]);
    },
  );

  it('books on the day of the bank, from its midnight', () => {
    const [statement] = parseCamt053(
      Buffer.from(emulateBank(fileOf([100n]), dayOf([])).statement),
      'Asia/Shanghai',
    );
    expect(statement).toMatchObject({
      source: 'bank',
      account: BANK.account,
      opening: Money.of(10_000_000_000n, 'EUR'),
      closing: Money.of(9_999_999_900n, 'EUR'),
      lines: [{ kind: 'payout', direction: 'out', bookedAt: new Date('2026-11-25T16:00:00Z') }],
    });
  });

  it('is what the file ordered, for any amounts of any currency', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(
        amounts,
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        fc.boolean(),
        (list, currency, isOlder) => {
          const { statement } = emulateBank(fileOf(list, currency), dayOf([], isOlder));
          const lines = reportLines(read(statement));
          expect(lines.map(({ money }) => money)).toEqual(
            list.map((one) => Money.of(one, currency)),
          );
          expect(new Set(lines.map(({ lineId }) => lineId)).size).toBe(list.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  describe('is read for what it is', () => {
    const { statement, statusReport } = emulateBank(fileOf([100n]), dayOf([]));
    const swap = (text: string, from: string | RegExp, to: string): string => {
      const changed = text.replace(from, to);
      expect(changed).not.toBe(text);
      return changed;
    };

    it.each<[string, () => string, string]>([
      [
        'another version',
        () => swap(statement, '053.001.08', '053.001.99'),
        'bank.report_other_message',
      ],
      [
        'an intraday report',
        () => swap(statement, /camt\.053/, 'camt.052'),
        'bank.report_other_message',
      ],
      ['a payment file of our own', () => fileOf([1n]), 'bank.report_other_message'],
      [
        'a wrong balance',
        () => swap(statement, '99999999.00', '99999998.00'),
        'bank.report_unsound',
      ],
      ['a wrong amount', () => swap(statement, '>1.00<', '>1.00001<'), 'bank.report_unsound'],
      ['a negative amount', () => swap(statement, '>1.00<', '>-1.00<'), 'bank.report_unsound'],
      ['an amount in words', () => swap(statement, '>1.00<', '>1e2<'), 'bank.report_unsound'],
      [
        'a foreign entry',
        () => swap(statement, /(<Ntry>\s*<Amt Ccy=")EUR/, '$1USD'),
        'bank.report_unsound',
      ],
      [
        'no currency',
        () => swap(statement, /(<Ntry>\s*<Amt) Ccy="EUR"/, '$1'),
        'bank.report_unsound',
      ],
      [
        'a day that never was',
        () =>
          swap(
            statement,
            /(<BookgDt>\s*<Dt>)2026-11-26(<\/Dt>\s*<\/BookgDt>\s*<ValDt>\s*<Dt>)2026-11-26/,
            '$12026-02-30$22026-02-30',
          ),
        'bank.report_unsound',
      ],
      ['no account', () => swap(statement, /<Acct>[\s\S]*<\/Acct>/, ''), 'bank.report_unsound'],
      ['no message id', () => swap(statusReport, /<MsgId>.*<\/MsgId>/, ''), 'bank.report_unsound'],
      ['an entity', () => swap(statusReport, 'PART', '&xxe;'), 'bank.report_not_xml'],
    ])('and refused with %s', (_what, make, code) => {
      expect(refusal(make())).toBe(code);
    });

    it('and leaves out what is not booked yet', () => {
      const pending = swap(swap(statement, '>BOOK<', '>PDNG<'), '99999999.00', '100000000.00');
      expect(said(read(pending))).toEqual([]);
    });

    it('and takes a batch apart, if it adds up', () => {
      const two = (first: string, second: string): string => {
        const one = (amount: string, key: string): string =>
          `<TxDtls><Refs><EndToEndId>${key}</EndToEndId></Refs><Amt Ccy="EUR">${amount}</Amt></TxDtls>`;
        const details = `<NtryDtls>${one(first, keyOf(0))}${one(second, keyOf(1))}</NtryDtls>`;
        return swap(statement, /<NtryDtls>[\s\S]*<\/NtryDtls>/, details);
      };
      expect(said(read(two('0.40', '0.60')))).toEqual([
        [keyOf(0), 'booked', null, 40n],
        [keyOf(1), 'booked', null, 60n],
      ]);
      expect(refusal(two('0.40', '0.61'))).toBe('bank.report_unsound');
    });

    it('and tells two entries of one reference apart', () => {
      const twice = emulateBank(fileOf([100n]), dayOf([[0, { kind: 'book_twice' }]])).statement;
      const same = twice.replace('>DBIT2-', '>DBIT1-');
      const ids = reportLines(read(same)).map(({ lineId }) => lineId);
      expect([ids.length, new Set(ids).size]).toEqual([2, 2]);
    });

    it('and takes a fee, a stranger’s credit and a reversal for none of our transfers', () => {
      const fee = swap(
        swap(statement, /<EndToEndId>.*<\/EndToEndId>/, '<EndToEndId>NOTPROVIDED</EndToEndId>'),
        'ESCT',
        'CHRG',
      );
      expect(parseCamt053(Buffer.from(fee), 'UTC')[0]?.lines).toMatchObject([
        { kind: 'fee', key: null },
      ]);
      const credit = swap(swap(statement, /DBIT/g, 'CRDT'), '99999999.00', '100000001.00');
      expect(parseCamt053(Buffer.from(credit), 'UTC')[0]?.lines).toMatchObject([{ kind: 'other' }]);
      const reversal = swap(credit, /(<\/CdtDbtInd>\s*)(<Sts>)/, '$1<RvslInd>true</RvslInd>$2');
      expect(parseCamt053(Buffer.from(reversal), 'UTC')[0]?.lines).toMatchObject([
        { kind: 'return' },
      ]);
    });

    it('and speaks of a whole file where it lists no transfer', () => {
      const group = statusReport
        .replace(/<OrgnlPmtInfAndSts>[\s\S]*<\/OrgnlPmtInfAndSts>/, '')
        .replace(
          '<GrpSts>PART</GrpSts>',
          '<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>FF01</Cd></Rsn></StsRsnInf>',
        );
      expect(read(group)).toMatchObject({
        lines: [],
        groups: [{ messageId: 'bkf01h455vb4pex5vsknk084sn02q', word: 'rejected', code: 'FF01' }],
      });
    });
  });
});
