import fc from 'fast-check';

import { Money, parseDecimal, sumOf } from '@app/money';
import type { BankConfig } from '@app/platform';

import { accountRefusal } from './bank-account';
import { writePain001 } from './write-pain001';
import type { PainFile, PainTransfer } from './write-pain001';
import { readXml } from './xml/read-xml';
import type { XmlElement } from './xml/read-xml';
import { allAt, textAt } from './xml/xml-path';

const BANK: BankConfig = {
  debtorName: '示例支付 & Co',
  account: 'DE89370400440532013000',
  agent: { bic: 'COBADEFFXXX' },
  currencies: ['EUR', 'CNY', 'JPY'],
  painVersion: '09',
  timeZone: 'Asia/Shanghai',
};
const LATE = new Date('2026-11-26T17:30:15.250Z');

const transfer = (wish: Partial<PainTransfer> = {}): PainTransfer => ({
  key: 'pyo01h455vb4pex5vsknk084sn02q',
  reference: 'pyo_01h455vb4pex5vsknk084sn02q',
  money: Money.of(19_900n, 'EUR'),
  account: 'GB29NWBK60161331926819',
  holderName: 'Lin Xiaoman',
  bank: null,
  ...wish,
});
const file = (...transfers: [PainTransfer, ...PainTransfer[]]): PainFile => ({
  messageId: 'bkf01h455vb4pex5vsknk084sn02q',
  madeAt: LATE,
  transfers,
});
const initiation = (one: PainFile, bank = BANK): XmlElement => {
  const { root } = readXml(writePain001(one, bank));
  return allAt(root, 'CstmrCdtTrfInitn')[0]!;
};
const namesOf = (element: XmlElement): string[] => element.children.map(({ name }) => name);

/** The order in which the schema of pain.001 lets elements stand; what is not here may not be. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  CstmrCdtTrfInitn: ['GrpHdr', 'PmtInf'],
  GrpHdr: ['MsgId', 'CreDtTm', 'NbOfTxs', 'CtrlSum', 'InitgPty'],
  PmtInf: [
    ...['PmtInfId', 'PmtMtd', 'BtchBookg', 'NbOfTxs', 'CtrlSum', 'PmtTpInf', 'ReqdExctnDt'],
    ...['Dbtr', 'DbtrAcct', 'DbtrAgt', 'ChrgBr', 'CdtTrfTxInf'],
  ],
  CdtTrfTxInf: ['PmtId', 'Amt', 'CdtrAgt', 'Cdtr', 'CdtrAcct', 'RmtInf'],
  PmtId: ['InstrId', 'EndToEndId'],
};

const inOrder = (element: XmlElement): boolean => {
  const order = ORDER[element.name];
  const places = namesOf(element).map((name) => order?.indexOf(name) ?? 0);
  const isSorted = places.every((place, at) => place >= 0 && place >= (places[at - 1] ?? 0));
  return isSorted && element.children.every(inOrder);
};

describe('a pain.001', () => {
  it.each(['03', '09'] as const)(
    'of version %s names its message and is in order',
    (painVersion) => {
      const text = writePain001(file(transfer()), { ...BANK, painVersion });
      const { root, namespace } = readXml(text);
      expect(text.startsWith('<?xml version="1.0" encoding="UTF-8"?>')).toBe(true);
      expect(namespace).toBe(`urn:iso:std:iso:20022:tech:xsd:pain.001.001.${painVersion}`);
      expect(inOrder(root)).toBe(true);
    },
  );

  it('wants the day of the bank, each version in its own element', () => {
    const day = (painVersion: '03' | '09', ...path: string[]): string | null =>
      textAt(
        initiation(file(transfer()), { ...BANK, painVersion }),
        'PmtInf',
        'ReqdExctnDt',
        ...path,
      );
    expect([day('09', 'Dt'), day('03')]).toEqual(['2026-11-27', '2026-11-27']);
  });

  it('names our bank by BIC, each version in its own element, or by name', () => {
    const agent = (bank: Partial<BankConfig>): (readonly [string, string])[] =>
      allAt(initiation(file(transfer()), { ...BANK, ...bank }), 'PmtInf', 'DbtrAgt', 'FinInstnId')
        .flatMap(({ children }) => children)
        .map(({ name, text }) => [name, text]);
    expect(agent({})).toEqual([['BICFI', 'COBADEFFXXX']]);
    expect(agent({ painVersion: '03' })).toEqual([['BIC', 'COBADEFFXXX']]);
    expect(agent({ agent: { name: '工商银行' } })).toEqual([['Nm', '工商银行']]);
  });

  it('is of SEPA in euros between IBANs only', () => {
    const bearer = (one: PainFile, bank = BANK): (string | null)[] => [
      textAt(initiation(one, bank), 'PmtInf', 'PmtTpInf', 'SvcLvl', 'Cd'),
      textAt(initiation(one, bank), 'PmtInf', 'ChrgBr'),
    ];
    const domestic = transfer({ account: '6222020200112233', bank: 'ICBC' });
    expect(bearer(file(transfer()))).toEqual(['SEPA', 'SLEV']);
    expect(bearer(file(transfer(), domestic))).toEqual([null, 'SHAR']);
    expect(bearer(file(transfer()), { ...BANK, account: '6222020200112233' })).toEqual([
      null,
      'SHAR',
    ]);
    expect(bearer(file(transfer({ money: Money.of(1n, 'CNY') })))).toEqual([null, 'SHAR']);
  });

  it('has a domestic number beside the name of its bank, and an IBAN alone', () => {
    const domestic = transfer({ account: '6222020200112233', bank: '工商银行' });
    const one = initiation(file(domestic, transfer()));
    const [first, second] = allAt(one, 'PmtInf', 'CdtTrfTxInf');
    expect(textAt(first!, 'CdtrAcct', 'Id', 'Othr', 'Id')).toBe('6222020200112233');
    expect(textAt(first!, 'CdtrAgt', 'FinInstnId', 'Nm')).toBe('工商银行');
    expect(textAt(second!, 'CdtrAcct', 'Id', 'IBAN')).toBe('GB29NWBK60161331926819');
    expect(allAt(second!, 'CdtrAgt')).toEqual([]);
  });

  it('says back exactly what was ordered, whatever names and amounts there are', () => {
    const name = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 140 })
      .filter((text) => accountRefusal({ account: 'GB29NWBK60161331926819', name: text }) === null)
      .map((text) => text.trim());
    const amounts = fc.bigInt({ min: 1n, max: 10n ** 15n });
    const currencies = fc.constantFrom('EUR', 'JPY', 'KWD');
    const transfers = fc.array(fc.record({ name, amount: amounts }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(currencies, transfers, (currency, list) => {
        const [first, ...rest] = list.map(({ name: holderName, amount }, index) =>
          transfer({ key: `pyo${String(index)}`, holderName, money: Money.of(amount, currency) }),
        );
        const one = file(first!, ...rest);
        const read = allAt(initiation(one), 'PmtInf', 'CdtTrfTxInf').map((element) => ({
          key: textAt(element, 'PmtId', 'EndToEndId'),
          holderName: textAt(element, 'Cdtr', 'Nm'),
          amountMinor: parseDecimal(textAt(element, 'Amt', 'InstdAmt') ?? '', currency).amountMinor,
        }));
        expect(read).toEqual(
          one.transfers.map(({ key, holderName, money }) => ({
            ...{ key, holderName, amountMinor: money.amountMinor },
          })),
        );
        const sum = sumOf(
          one.transfers.map(({ money }) => money),
          currency,
        );
        for (const part of ['GrpHdr', 'PmtInf']) {
          const stated = textAt(initiation(one), part, 'CtrlSum') ?? '';
          expect(parseDecimal(stated, currency)).toEqual(sum);
          expect(textAt(initiation(one), part, 'NbOfTxs')).toBe(String(list.length));
        }
      }),
      { numRuns: 40 },
    );
  });
});
