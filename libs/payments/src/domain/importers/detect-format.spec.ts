import { DomainError } from '@app/kernel';

import { detectFormat } from './detect-format';

describe('the format of a file', () => {
  it.each([
    ['交易时间,公众账号ID,商户号,微信订单号,用户标识', 'wechat-trade-bill'],
    ['`交易时间,`商户号,`微信订单号', 'wechat-trade-bill'],
    ['source,source_id,channel', 'csv'],
    ['status , amount', 'csv'],
    ['"source","source_id"', 'csv'],
    ['source_id,payee_acount,rail', 'csv'],
  ])('is told from "%s"', (line, format) => {
    expect(detectFormat(line)).toBe(format);
  });

  it.each([
    ['#支付宝业务明细查询', 'alipay-bill'],
    ['支付宝交易号,商户订单号', 'alipay-bill'],
    ['微信支付账单明细,,,,,,,,', '微信支付个人账单'],
    [
      '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">',
      'camt.053',
    ],
    ['<?xml version="1.0"?>', 'XML'],
    ['{"payments":[]}', 'JSON'],
  ])('with a name but no reader is refused by its name: "%s"', (line, name) => {
    expect(() => detectFormat(line)).toThrow(
      expect.objectContaining({
        code: 'import.format_not_supported',
        details: expect.objectContaining({ saw: name }),
      }),
    );
  });

  it.each(['lorem ipsum', 'id;amount;date', '=', '交易时间,交易类型,交易对方'])(
    'that nobody knows is refused with what we saw: "%s"',
    (line) => {
      expect(() => detectFormat(line)).toThrow(DomainError);
      expect(() => detectFormat(line)).toThrow(
        expect.objectContaining({
          kind: 'unprocessable',
          code: 'import.unknown_format',
          text: {
            en: expect.stringContaining(line),
            'zh-CN': expect.stringContaining(line),
          },
        }),
      );
    },
  );

  it('shows only the beginning of a long first line', () => {
    expect(() => detectFormat('x'.repeat(60_000))).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ saw: 'x'.repeat(200) }) }),
    );
  });
});
