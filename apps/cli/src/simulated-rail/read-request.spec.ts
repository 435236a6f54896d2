import { RailError } from './rail-error';
import { readTransferRequest } from './read-request';

const ORIGINAL = {
  route: 'original',
  channel: 'wechat',
  paymentSource: 'wechat',
  paymentSourceId: '1',
};
const ACCOUNT = { route: 'account', kind: 'bank', account: '6222020200112233', name: '林小满' };

function read(payee: unknown): unknown {
  const order = {
    ...{ key: 'pyo1', reference: 'pyo_1', requestDigest: 'digest' },
    ...{ money: { currency: 'CNY', amountMinor: '1' }, payee },
  };
  try {
    return readTransferRequest(JSON.stringify(order)).payee;
  } catch (error) {
    return error instanceof RailError ? error.message : error;
  }
}

describe('the payee of an order', () => {
  it.each([
    ORIGINAL,
    { ...ORIGINAL, account: '6222', name: '林小满' },
    ACCOUNT,
    { ...ACCOUNT, bank: '工商银行' },
  ])('is taken as %j', (payee) => {
    expect(read(payee)).toEqual(payee);
  });

  it.each([
    [{ ...ACCOUNT, name: undefined }, 'payee.name is missing.'],
    [{ ...ACCOUNT, account: undefined }, 'payee.account is missing.'],
    [{ ...ACCOUNT, paymentSource: 'wechat' }, 'payee.paymentSource is not a field.'],
    [{ ...ORIGINAL, bank: 'x' }, 'payee.bank is not a field.'],
    [{ ...ORIGINAL, paymentSource: undefined }, 'payee.paymentSource is missing.'],
    [{ ...ACCOUNT, route: 'cash' }, 'payee.route must match /^(original|account)$/.'],
    [{ ...ACCOUNT, route: undefined }, 'payee.route is missing.'],
    ['somebody', 'payee is not an object.'],
  ])('is refused as %j', (payee, problem) => {
    expect(read(payee)).toBe(problem);
  });
});
