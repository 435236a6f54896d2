import type { RailErrorMeaning, RailErrorTable } from './rail-error-table';

type Row = readonly [code: string, meaning: RailErrorMeaning['meaning'], en: string, zh: string];

/**
 * Every error code of our JSON protocol that we rely on. The codes and their grouping follow the
 * rails of DOMAIN §4.4 (WeChat merchant transfer, Alipay fund transfer).
 */
const ROWS: readonly Row[] = [
  ['ACCOUNT_FROZEN', 'final', 'The account of the payee is frozen.', '收款账户已被冻结。'],
  ['ACCOUNT_CLOSED', 'final', 'The account of the payee is closed.', '收款账户已注销。'],
  [
    'NAME_NOT_CORRECT',
    'final',
    'The name does not belong to the account.',
    '收款人姓名与账户不符。',
  ],
  ['PAYEE_NOT_EXIST', 'final', 'There is no such payee.', '收款人不存在。'],
  ['JUDICIAL_FREEZE', 'final', 'A court has frozen the account.', '收款账户被司法冻结。'],
  ['PAYEE_RISK_BLOCKED', 'final', 'The rail blocks this payee.', '收款方被通道风控拦截。'],
  ['RECEIPT_REFUSED', 'final', 'The payee refused the money.', '收款人拒绝收款。'],
  ['TRANSFER_NOT_FOUND', 'not_found', 'The rail does not know this order.', '通道没有这笔转账。'],
  ['NOT_ENOUGH', 'retry_later', 'Our balance at the rail is too low.', '通道账户余额不足。'],
  ['FREQUENCY_LIMITED', 'retry_later', 'The rail asks us to slow down.', '请求过于频繁。'],
  ['KEY_CONFLICT', 'key_conflict', 'The key was used for another order.', '单号已用于另一笔转账。'],
  ['BAD_SIGNATURE', 'not_authorised', 'The rail refused our signature.', '通道拒绝了我方签名。'],
  ['STALE_TIMESTAMP', 'not_authorised', 'Our clock and the rail differ.', '我方与通道时钟不一致。'],
  ['REPLAYED', 'not_authorised', 'The rail saw this request before.', '通道已收到过同一请求。'],
];

export const JSON_RAIL_ERRORS: RailErrorTable = new Map(
  ROWS.map(([code, meaning, en, zh]) => [code, { meaning, text: { en, 'zh-CN': zh } }]),
);
