import type { RailErrorMeaning, RailErrorTable } from '../rail-error-table';

type Row = readonly [code: string, meaning: RailErrorMeaning['meaning'], en: string, zh: string];

/**
 * What the codes of a refused call mean, after WeChat Pay's own rule: an answer other than 200
 * never says that an order failed, so no code here is final; a code that is not here is unknown.
 */
const CALL_ROWS: readonly Row[] = [
  ['NOT_FOUND', 'not_found', 'WeChat Pay does not know this order.', '微信支付没有这笔转账。'],
  ['NOT_ENOUGH', 'retry_later', 'Our balance at WeChat Pay is too low.', '商户运营账户余额不足。'],
  ['QUOTA_EXCEED', 'retry_later', 'Our daily quota is used up.', '已超出商户单日转账额度。'],
  ['FREQUENCY_LIMITED', 'retry_later', 'WeChat Pay asks us to slow down.', '请求过于频繁。'],
  ['FREQUENCY_LIMIT_EXCEED', 'retry_later', 'WeChat Pay asks us to slow down.', '请求过于频繁。'],
  ['RATELIMIT_EXCEEDED', 'retry_later', 'WeChat Pay asks us to slow down.', '请求过于频繁。'],
  ['SYSTEM_ERROR', 'server_error', 'WeChat Pay has a fault of its own.', '微信支付系统错误。'],
  ['SIGN_ERROR', 'not_authorised', 'WeChat Pay refused our signature.', '微信支付未通过我方签名。'],
  ['NO_AUTH', 'not_authorised', 'This merchant may not make transfers.', '商户无转账权限。'],
];

export const WECHAT_CALL_ERRORS = tableOf(CALL_ROWS);

/**
 * Why a bill failed, by its `fail_reason` (WeChat Pay, 订单失败原因说明). That it failed the state
 * says; a reason that is not here is told as `FAIL`.
 */
const FAILURE_ROWS: readonly Row[] = [
  ['FAIL', 'final', 'WeChat Pay says that the transfer failed.', '微信支付转账失败。'],
  ['CANCELLED', 'final', 'The transfer was cancelled before it was paid.', '转账已撤销，未付款。'],
  [
    'CLOSED',
    'final',
    'WeChat Pay closed the transfer without paying it.',
    '转账单已关闭，未付款。',
  ],
  ['ACCOUNT_FROZEN', 'final', 'The account of the payee is frozen.', '收款账户已被冻结。'],
  ['ACCOUNT_NOT_EXIST', 'final', 'There is no such account.', '收款账户不存在。'],
  [
    'BANK_CARD_ACCOUNT_ABNORMAL',
    'final',
    'The payee’s card is closed or blocked.',
    '收款银行卡异常。',
  ],
  [
    'BANK_CARD_BANK_INFO_WRONG',
    'final',
    'The bank of the payee’s card is wrong.',
    '收款银行信息有误。',
  ],
  [
    'BANK_CARD_CARD_INFO_WRONG',
    'final',
    'Name or number of the card is wrong.',
    '银行卡户名或卡号有误。',
  ],
  [
    'BANK_CARD_COLLECTIONS_ABOVE_QUOTA',
    'final',
    'The payee’s card may not receive this much.',
    '银行卡收款超限。',
  ],
  ['BANK_CARD_PARAM_ERROR', 'final', 'The payee’s card is not right.', '收款银行卡信息错误。'],
  [
    'BANK_CARD_STATUS_ABNORMAL',
    'final',
    'The payee’s card cannot receive money.',
    '银行卡状态异常。',
  ],
  [
    'BLOCK_B2C_USERLIMITAMOUNT_BSRULE_MONTH',
    'final',
    'The payee may receive no more this month.',
    '收款人本月收款已达限额。',
  ],
  [
    'BLOCK_B2C_USERLIMITAMOUNT_MONTH',
    'final',
    'WeChat Pay lets the payee receive no more this month.',
    '收款人账户本月收款受限。',
  ],
  [
    'DAY_RECEIVED_COUNT_EXCEED',
    'final',
    'The payee received too often today.',
    '收款人当日收款次数超限。',
  ],
  [
    'DAY_RECEIVED_QUOTA_EXCEED',
    'final',
    'The payee received too much today.',
    '收款人当日收款额度超限。',
  ],
  [
    'ID_CARD_NOT_CORRECT',
    'final',
    'The payee’s identity number is wrong.',
    '收款人身份证校验不通过。',
  ],
  ['MCH_CANCEL', 'final', 'We cancelled the transfer.', '商户已撤销付款。'],
  [
    'MERCHANT_REJECT',
    'final',
    'One of us refused the transfer at WeChat Pay.',
    '商户员工已驳回转账。',
  ],
  [
    'MERCHANT_NOT_CONFIRM',
    'final',
    'Nobody of us confirmed the transfer in time.',
    '商户员工超时未验密。',
  ],
  [
    'NAME_NOT_CORRECT',
    'final',
    'The name does not belong to the account.',
    '收款人姓名与微信实名不符。',
  ],
  ['OPENID_INVALID', 'final', 'The payee’s openid is not one of our app.', '收款人 OpenID 无效。'],
  ['OTHER_FAIL_REASON_TYPE', 'final', 'WeChat Pay gives no further reason.', '其他失败原因。'],
  ['OVERDUE_CLOSE', 'final', 'The transfer was not completed in time.', '超时未完成，转账已关闭。'],
  [
    'PAYEE_ACCOUNT_ABNORMAL',
    'final',
    'The payee has to complete their identity in WeChat Pay.',
    '收款账户异常，需收款人完善微信支付身份信息。',
  ],
  ['PAYER_ACCOUNT_ABNORMAL', 'final', 'WeChat Pay restricts our account.', '商户账户付款受限。'],
  [
    'PRODUCT_AUTH_CHECK_FAIL',
    'final',
    'Our right to transfer is missing or frozen.',
    '商户转账权限未开通或被冻结。',
  ],
  [
    'REALNAME_ACCOUNT_RECEIVED_QUOTA_EXCEED',
    'final',
    'WeChat Pay restricts what the payee receives.',
    '收款人账户收款受限。',
  ],
  [
    'REAL_NAME_CHECK_FAIL',
    'final',
    'The payee has no verified name in WeChat.',
    '收款人未完成微信实名认证。',
  ],
  [
    'RECEIVE_ACCOUNT_NOT_CONFIGURE',
    'final',
    'Our transfer scene is not set up.',
    '商户转账场景未配置。',
  ],
  [
    'TRANSFER_QUOTA_EXCEED',
    'final',
    'The payee may not receive this much at once.',
    '超过收款人单笔收款额度。',
  ],
  ['TRANSFER_RISK', 'final', 'WeChat Pay sees a risk in the transfer.', '转账存在风险，已被拦截。'],
];

export const WECHAT_FAILURES = tableOf(FAILURE_ROWS);

function tableOf(rows: readonly Row[]): RailErrorTable {
  return new Map(
    rows.map(([code, meaning, en, zh]) => [code, { meaning, text: { en, 'zh-CN': zh } }]),
  );
}
