import type { RailErrorMeaning, RailErrorTable } from '../rail-error-table';

type Row = readonly [code: string, en: string, zh: string];

/** The payee cannot be paid: Alipay will never pay the key. The misspellings are Alipay's own. */
const FINAL: readonly Row[] = [
  ['PAYEE_NOT_EXIST', 'There is no such payee.', '收款方不存在或姓名有误。'],
  ['PAYEE_ACCOUNT_NOT_EXSIT', 'There is no such account.', '收款账户不存在。'],
  ['PAYEE_ACCOUNT_STATUS_ERROR', 'The account of the payee is not in order.', '收款账户状态异常。'],
  ['PAYEE_USERINFO_STATUS_ERROR', 'The payee is not in order.', '收款方用户状态异常。'],
  ['PAYEE_USERINFO_ERROR', 'The name does not belong to the account.', '收款人姓名与账户不符。'],
  ['PAYEE_USER_INFO_ERROR', 'The name does not belong to the account.', '收款人姓名与账户不符。'],
  ['PAYEE_CERT_INFO_ERROR', "The payee's identity does not match.", '收款方证件信息不符。'],
  ['PAYEE_USER_TYPE_ERROR', 'Such a payee cannot be paid.', '不支持该类型的收款方。'],
  ['PAYEE_ACC_OCUPIED', 'The sign-in name has several accounts.', '该登录账号对应多个支付宝账户。'],
  ['PAYEE_NOT_RELNAME_CERTIFY', 'The payee is not verified.', '收款方未实名认证。'],
  [
    'PERM_AML_NOT_REALNAME_REV',
    'The payee must complete their identity.',
    '收款方需补充身份信息。',
  ],
  ['PERMIT_NON_BANK_LIMIT_PAYEE', 'The payee has no balance account.', '收款方未开立余额账户。'],
  ['PERMIT_CHECK_RECEIVE_LIMIT', 'The payee may not receive.', '收款方被限制收款。'],
  ['PERMIT_LIMIT_PAYEE', 'The payee may not receive.', '收款方被限制收款。'],
  ['BLOCK_USER_FORBBIDEN_RECIEVE', 'The account of the payee is frozen.', '收款账户已被冻结。'],
  ['RELEASE_USER_FORBBIDEN_RECIEVE', 'The account may not receive.', '收款账户禁止收款。'],
  ['NO_ACCOUNT_USER_FORBBIDEN_RECIEVE', 'The payee may not receive.', '收款方禁止收款。'],
  ['NO_ACCOUNT_RECEIVE_PERMISSION', 'The account may not receive.', '收款账户无收款权限。'],
  ['JUDICIAL_FREEZE', 'A court has frozen the account.', '收款账户被司法冻结。'],
  ['RECEIVER_USER_RISK_FREEZE', 'Alipay blocks this payee.', '收款方被支付宝风控冻结。'],
  ['PAYEE_TRUSTEESHIP_ACC_OVER_LIMIT', 'The payee is over a limit.', '收款方收款额度超限。'],
  ['TRUSTEESHIP_RECIEVE_QUOTA_LIMIT', 'The payee is over a limit.', '收款方收款额度超限。'],
  ['PAYER_PAYEE_CANNOT_SAME', 'The payee is our own account.', '收款方与付款方为同一账户。'],
  ['EXCEED_LIMIT_SM_AMOUNT', 'More than one transfer may carry.', '超出单笔限额。'],
  ['EXCEED_LIMIT_PERSONAL_SM_AMOUNT', 'More than one transfer may carry.', '超出单笔限额。'],
  ['EXCEED_LIMIT_ENT_SM_AMOUNT', 'More than one transfer may carry.', '超出单笔限额。'],
  ['EXCEED_LIMIT_SM_MIN_AMOUNT', 'Less than a transfer may carry.', '低于单笔最低金额。'],
];

/** Alipay did not take this send: the same key later. */
const RETRY_LATER: readonly Row[] = [
  ['BALANCE_IS_NOT_ENOUGH', 'Our balance at Alipay is too low.', '付款账户余额不足。'],
  ['PAYER_BALANCE_NOT_ENOUGH', 'Our balance at Alipay is too low.', '付款账户余额不足。'],
  ['PAYMENT_MONEY_NOT_ENOUGH', 'Our balance at Alipay is too low.', '可用金额不足。'],
  ['EXCEED_LIMIT_DM_AMOUNT', 'Our limit of the day is used up.', '日累计额度超限。'],
  ['EXCEED_LIMIT_DM_MAX_AMOUNT', 'Our limit of the day is used up.', '超出单日转账限额。'],
  ['EXCEED_LIMIT_MM_AMOUNT', 'Our limit of the month is used up.', '月累计额度超限。'],
  ['EXCEED_LIMIT_MM_MAX_AMOUNT', 'Our limit of the month is used up.', '超出单月转账限额。'],
  ['EXCEED_LIMIT_DC_RECEIVED', 'The payee got enough transfers today.', '收款方单日收款笔数超限。'],
  ['EXCEED_LIMIT_UNRN_DM_AMOUNT', 'The payee got enough today.', '收款方单日收款限额超限。'],
];

/** Alipay does not say whether it pays. */
const SILENT: readonly Row[] = [
  ['SYSTEM_ERROR', 'Something broke at Alipay.', '支付宝系统繁忙。'],
  ['REQUEST_PROCESSING', 'Alipay is at it.', '请求处理中。'],
  ['TRANS_ORDER_DEALING', 'Alipay is at it.', '转账处理中。'],
  ['BANK_RESPONSE_ERROR', 'A bank answered Alipay badly.', '银行返回异常。'],
  ['RESOURCE_LIMIT_EXCEED', 'Too many requests at once.', '请求并发超限。'],
  ['isp.unknow-error', 'The gateway of Alipay is in trouble.', '支付宝网关繁忙。'],
];

/** The key stands for another order there. */
const CONFLICT: readonly Row[] = [
  ['BIZ_UNIQUE_EXCEPTION', 'The key was used for another order.', '商户订单号冲突。'],
  ['PAYMENT_INFO_INCONSISTENCY', 'The key was used for another order.', '同一单号的参数不一致。'],
  ['REP_INCONSISTENT', 'The key was used for another order.', '同一单号的参数不一致。'],
];

/** A matter for the operator: contract, rights, our own account, keys. */
const OURS: readonly Row[] = [
  ['PRODUCT_NOT_SIGN', 'We have no contract for transfers.', '未签约转账产品。'],
  ['NOT_IN_WHITE_LIST', 'We may not make transfers yet.', '产品未准入。'],
  ['NO_ACCOUNT_PAYMENT_PERMISSION', 'Our account may not pay.', '付款账户无支付权限。'],
  ['NO_PERMISSION_ACCOUNT', 'We may not use this account.', '无权操作该付款账户。'],
  [
    'PAYCARD_UNABLE_PAYMENT',
    'Our account may not pay from its balance.',
    '付款账户余额支付已关闭。',
  ],
  ['INVALID_PAYER_ACCOUNT', 'Our account is not on the list.', '付款方不在付款账户列表中。'],
  ['PAYER_NOT_EXIST', 'Our account is unknown.', '付款方不存在。'],
  ['PAYER_STATUS_ERROR', 'Our account is not in order.', '付款方状态异常。'],
  ['PAYER_CERTIFY_CHECK_FAIL', 'Our account is not verified enough.', '付款方认证受限。'],
  ['PAYER_PERMLIMIT_CHECK_FAILURE', 'Our account may not pay.', '付款方被限制支付。'],
  ['BLOCK_USER_FORBBIDEN_SEND', 'Our account is frozen.', '付款账户被冻结。'],
  ['USER_RISK_FREEZE', 'Our account is frozen.', '付款账户被风控冻结。'],
  ['TRANSFER_SCENE_NAME_ILLEGAL', 'The scene is not ours.', '转账场景名称有误。'],
  ['isv.invalid-signature', 'Alipay refused our signature.', '支付宝验签失败。'],
  ['isv.invalid-app-id', 'Alipay does not know our app.', '应用编号无效。'],
  ['isv.invalid-timestamp', 'Our clock and Alipay differ.', '时间戳无效。'],
  ['isv.insufficient-isv-permissions', 'Our app lacks the right.', '应用权限不足。'],
];

const NOT_FOUND: readonly Row[] = [
  ['ORDER_NOT_EXIST', 'Alipay does not know this order.', '支付宝没有这笔转账。'],
];

function meaning(as: RailErrorMeaning['meaning'], rows: readonly Row[]): Iterable<Entry> {
  return rows.map(([code, en, zh]) => [code, { meaning: as, text: { en, 'zh-CN': zh } }]);
}

type Entry = readonly [string, RailErrorMeaning];

/**
 * What the error codes (`sub_code`, `error_code`) of Alipay's fund transfer mean to us. Sources:
 * the codes of the transfer's documentation, grouped by DOMAIN §4.4. A code that is not here, such
 * as a new one, is `unlisted_code`: we do not know.
 */
export const ALIPAY_ERRORS: RailErrorTable = new Map([
  ...meaning('final', FINAL),
  ...meaning('retry_later', RETRY_LATER),
  ...meaning('server_error', SILENT),
  ...meaning('key_conflict', CONFLICT),
  ...meaning('not_authorised', OURS),
  ...meaning('not_found', NOT_FOUND),
]);
