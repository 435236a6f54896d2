import { Money } from '@app/money';
import * as fc from 'fast-check';

import { echoDifferences } from './echo-differences';
import type { RailOrder, RailTransfer } from './payout-rail';

const ORDER: RailOrder = {
  key: 'pyo1',
  reference: 'pyo_1',
  money: Money.of(19_900n, 'CNY'),
  payee: {
    route: 'original',
    channel: 'wechat',
    paymentSource: 'wechat',
    paymentSourceId: '4200001',
    account: '6222020200112233445',
    name: '林小满',
  },
  requestDigest: 'digest',
};

const ECHO: RailTransfer = {
  transferId: 'trf_1',
  key: 'pyo1',
  reference: 'pyo_1',
  money: { currency: 'CNY', amountMinor: '19900' },
  payee: { ...ORDER.payee },
  status: 'settled',
};

describe('echoDifferences', () => {
  it('finds nothing when amount, currency, payee, key and reference are equal', () => {
    expect(echoDifferences(ORDER, ECHO)).toEqual([]);
  });

  it.each([
    [
      'one cent more',
      { money: { ...ECHO.money, amountMinor: '19901' } },
      'money.amountMinor: asked 19900, rail says 19901',
    ],
    [
      'the amount in yuan',
      { money: { ...ECHO.money, amountMinor: '199.00' } },
      'money.amountMinor: asked 19900, rail says 199.00',
    ],
    [
      'leading zeros',
      { money: { ...ECHO.money, amountMinor: '0019900' } },
      'money.amountMinor: asked 19900, rail says 0019900',
    ],
    [
      'another currency',
      { money: { ...ECHO.money, currency: 'JPY' } },
      'money.currency: asked CNY, rail says JPY',
    ],
    [
      'a currency in small letters',
      { money: { ...ECHO.money, currency: 'cny' } },
      'money.currency: asked CNY, rail says cny',
    ],
    [
      'no currency at all',
      { money: { ...ECHO.money, currency: 'ZZZ' } },
      'money.currency: asked CNY, rail says ZZZ',
    ],
    ['another key', { key: 'pyo2' }, 'key: asked pyo1, rail says pyo2'],
    ['another reference', { reference: 'pyo_2' }, 'reference: asked pyo_1, rail says pyo_2'],
    [
      'another payment',
      { payee: { ...ECHO.payee, paymentSourceId: '4200002' } },
      'payee.paymentSourceId: asked 4200001, rail says 4200002',
    ],
    [
      'another source',
      { payee: { ...ECHO.payee, paymentSource: 'alipay' } },
      'payee.paymentSource: asked wechat, rail says alipay',
    ],
    [
      'another route',
      { payee: { ...ECHO.payee, route: 'card' } },
      'payee.route: asked original, rail says card',
    ],
    [
      'another account, unquoted',
      { payee: { ...ECHO.payee, account: '1' } },
      'payee.account differs',
    ],
    ['another name, unquoted', { payee: { ...ECHO.payee, name: '林小曼' } }, 'payee.name differs'],
    ['a payee field too many', { payee: { ...ECHO.payee, iban: 'DE02' } }, 'payee.iban differs'],
  ])('names %s', (_what, change, line) => {
    expect(echoDifferences(ORDER, { ...ECHO, ...change })).toEqual([line]);
  });

  it('names every field of the payee that the rail leaves out', () => {
    expect(echoDifferences(ORDER, { ...ECHO, payee: {} })).toEqual([
      'payee.route: asked original, rail says nothing',
      'payee.channel: asked wechat, rail says nothing',
      'payee.paymentSource: asked wechat, rail says nothing',
      'payee.paymentSourceId: asked 4200001, rail says nothing',
      'payee.account differs',
      'payee.name differs',
    ]);
  });

  it('names an account that we never gave', () => {
    const payee = {
      route: 'original',
      channel: 'wechat',
      paymentSource: 'wechat',
      paymentSourceId: '4200001',
    } as const;
    const order = { ...ORDER, payee };
    expect(echoDifferences(order, ECHO)).toEqual(['payee.account differs', 'payee.name differs']);
  });

  it('holds for every amount: only the same number of minor units is an echo', () => {
    const amounts = fc.bigInt({ min: 1n, max: 9_223_372_036_854_775_807n });
    const property = fc.property(amounts, amounts, (asked, told) => {
      const order = { ...ORDER, money: Money.of(asked, 'CNY') };
      const money = { currency: 'CNY', amountMinor: told.toString() };
      return (echoDifferences(order, { ...ECHO, money }).length === 0) === (asked === told);
    });
    fc.assert(property);
  });
});
