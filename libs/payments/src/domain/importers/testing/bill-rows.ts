import type { TextLine } from '../decode-text';
import type { ImportedRow } from '../payment-record';
import { WechatTradeBillReader } from '../wechat-trade-bill';
import type { WechatBillOptions } from '../wechat-trade-bill';

// The headers of each variant of the bill, and of the old one.
export const ALL =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
export const SUCCESS =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,商品名称,商户数据包,手续费,费率,订单金额,费率备注';
export const REFUND =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,退款申请时间,退款成功时间,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
export const OLD =
  '交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,企业红包金额,微信退款单号,商户退款单号,退款金额,企业红包退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率';

/** The order that every row is about, unless it says so. */
export const ORDER = '4200002086202603011745964084';

/** A row of the ALL variant; what a test does not name is an ordinary payment of 19.90. */
export function row(cells: Readonly<Record<string, string>> = {}): string {
  const usual: Record<string, string> = {
    交易时间: '2026-03-01 09:30:00',
    公众账号ID: 'wx0000000000000001',
    商户号: '1900000109',
    特约商户号: '0',
    微信订单号: ORDER,
    商户订单号: 'P-1',
    用户标识: 'oSomebody000000000000000001',
    交易类型: 'JSAPI',
    交易状态: 'SUCCESS',
    付款银行: 'OTHERS',
    货币种类: 'CNY',
    应结订单金额: '19.90',
    代金券金额: '0.00',
    微信退款单号: '0',
    商户退款单号: '0',
    退款金额: '0.00',
    充值券退款金额: '0.00',
    商品名称: '牛奶',
    手续费: '0.11940',
    费率: '0.60%',
    订单金额: '19.90',
    申请退款金额: '0.00',
  };
  return ALL.split(',')
    .map((name) => `\`${cells[name] ?? usual[name] ?? ''}`)
    .join(',');
}

/** What makes a row that of a refund of 5.00. */
export const REFUNDED = {
  交易时间: '2026-03-02 10:00:00',
  交易状态: 'REFUND',
  应结订单金额: '0.00',
  订单金额: '0.00',
  微信退款单号: '50303108562026030211487282563',
  商户退款单号: 'R-1',
  退款金额: '5.00',
  申请退款金额: '5.00',
  退款类型: 'ORIGINAL',
  退款状态: 'SUCCESS',
};

/** What the reader makes of these lines. */
export function read(lines: readonly string[], options: WechatBillOptions = {}): ImportedRow[] {
  const reader = new WechatTradeBillReader(options);
  const numbered = lines.map((text, index): TextLine => ({ lineNumber: index + 1, text }));
  return [...reader.read(numbered), ...reader.finish()];
}
