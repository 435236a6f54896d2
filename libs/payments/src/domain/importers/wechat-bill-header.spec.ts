import { DomainError } from '@app/kernel';

import { ALL, OLD, ORDER, REFUND, REFUNDED, SUCCESS, read, row } from './testing/bill-rows';

describe('the variants of the bill', () => {
  it('SUCCESS has 20 columns and no refunds', () => {
    const cells = row().split(',`');
    const line = [...cells.slice(0, 14), ...cells.slice(20, 25), ''].join(',`');
    expect(read([SUCCESS, line])[0]).toMatchObject({
      kind: 'payment',
      payment: { sourceId: ORDER, money: { amountMinor: 1_990n }, description: '牛奶' },
    });
  });

  it('REFUND says in 退款申请时间 when the refund was begun', () => {
    const cells = row(REFUNDED).split(',`');
    const times = ['2026-03-02 18:13:10', '2026-03-02 18:13:12'];
    const line = [...cells.slice(0, 14), ...times, ...cells.slice(14)].join(',`');
    expect(read([REFUND, line])[0]).toMatchObject({
      kind: 'refund',
      refund: { refundedAt: new Date('2026-03-02T10:13:10Z'), money: { amountMinor: 500n } },
    });
  });

  it('old files have 总金额 and 企业红包金额', () => {
    const line = row({ 应结订单金额: '8.88', 代金券金额: '0.88' })
      .split(',`')
      .slice(0, 24)
      .join(',`');
    expect(read([OLD, line])[0]).toMatchObject({
      payment: { money: { amountMinor: 800n }, payee: { id: '1900000109' } },
    });
  });

  it('is mapped by name, wherever a column stands and whatever is added', () => {
    const header = `新的列,${ALL.split(',').reverse().join(',')}`;
    const line = `\`?,\`${row().slice(1).split(',`').reverse().join(',`')}`;
    expect(read([header, line])[0]).toMatchObject({ payment: { sourceId: ORDER } });
  });

  it('is understood with backticks in the header', () => {
    const header = ALL.split(',')
      .map((name) => `\`${name}`)
      .join(',');
    expect(read([header, row()])[0]).toMatchObject({ kind: 'payment' });
  });

  it.each([
    ['without the time', ALL.replace('交易时间,', ''), 'import.missing_columns'],
    [
      'without any amount',
      ALL.replace('应结订单金额,', '').replace('订单金额,', ''),
      'import.missing_columns',
    ],
    ['with a column twice', `${ALL},微信订单号`, 'import.repeated_columns'],
    ['with two names of one column', `${ALL},总金额`, 'import.repeated_columns'],
  ])('is refused %s, in words that list the columns', (_case, header, code) => {
    expect(() => read([header, row()])).toThrow(DomainError);
    expect(() => read([header, row()])).toThrow(expect.objectContaining({ code }));
  });
});
