import type { RailErrorMeaning, RailErrorTable } from '../rail-error-table';

type Row = readonly [code: string, en: string, zh: string];

/**
 * Reasons of ISO 20022 (ExternalStatusReason1Code) for which a transfer was surely not made. Not
 * among them: AM05, a duplicate, because the first one may have been paid; NARR, a reason in words;
 * and whatever a bank makes up. Those are for people.
 */
const FINAL: readonly Row[] = [
  ['AC01', 'The account number is wrong.', '账号有误。'],
  ['AC03', "The payee's account number is wrong.", '收款账号有误。'],
  ['AC04', 'The account is closed.', '账户已注销。'],
  ['AC06', 'The account is blocked.', '账户已被冻结。'],
  ['AC13', 'The account is not of a kind that can receive this.', '账户类型不能接收该笔款项。'],
  ['AG01', 'Transfers to this account are forbidden.', '该账户禁止转入。'],
  ['AG02', 'The bank does not do this kind of transfer.', '银行不支持该类转账。'],
  ['AM02', 'The amount is not allowed.', '金额不被允许。'],
  ['AM03', 'The currency is not allowed.', '币种不被允许。'],
  ['AM04', 'Our account had too little money.', '我方账户余额不足。'],
  ['AM09', 'The amount is not the agreed one.', '金额与约定不符。'],
  ['BE01', 'The name does not belong to the account.', '户名与账户不符。'],
  ['BE04', 'The address of the payee is missing.', '缺少收款人地址。'],
  ['DT01', 'The date is not allowed.', '日期不被允许。'],
  ['FF01', 'The bank could not read the file.', '银行无法读取该文件。'],
  ['MD07', 'The payee has died.', '收款人已故。'],
  ['MS02', 'The payee refused the money.', '收款人拒绝收款。'],
  ['MS03', "The payee's bank refused the money.", '收款银行拒绝入账。'],
  ['RC01', 'The BIC is wrong.', 'BIC 有误。'],
  ['RR01', 'The bank must know more about our account.', '银行须了解付款账户的更多信息。'],
  ['RR02', 'The bank must know more about us.', '银行须了解付款人的更多信息。'],
  ['RR03', 'The bank must know more about the payee.', '银行须了解收款人的更多信息。'],
  ['RR04', 'A rule of supervision forbids the transfer.', '监管规定禁止该笔转账。'],
  ['TM01', 'The file came after the cut-off time.', '文件超过截止时间。'],
];

/** What a reason for `RJCT` means. One that is not listed: we do not know. */
export const BANK_REASONS: RailErrorTable = new Map(
  FINAL.map(([code, en, zh]): [string, RailErrorMeaning] => [
    code,
    { meaning: 'final', text: { en, 'zh-CN': zh } },
  ]),
);
