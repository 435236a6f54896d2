import { compactAccount, isIban, looksLikeIban } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

/** How messages name an account: internationally, or by a number that only its bank understands. */
export type BankAccount = { readonly iban: string } | { readonly other: string };

/** Max34Text and Max140Text of ISO 20022. */
const OTHER = /^[A-Z0-9]{1,34}$/;
const NAME_LENGTH_MAX = 140;

/** A compact account number as messages name it; the caller has checked that it may be one. */
export function bankAccount(account: string): BankAccount {
  return isIban(account) ? { iban: account } : { other: account };
}

/** Why a bank file cannot pay to such an account; null when it can. It repeats nothing of it. */
export function accountRefusal(payee: {
  readonly account: string;
  readonly name: string;
  readonly bank?: string;
}): Bilingual | null {
  const account = compactAccount(payee.account);
  if (looksLikeIban(account) ? !isIban(account) : !OTHER.test(account)) return MALFORMED;
  if (!isName(payee.name)) return NO_NAME;
  if (isIban(account) || isName(payee.bank ?? '')) return null;
  return NO_BANK;
}

/** Whether a text may stand where a message wants a name: visible, at most 140 characters. */
function isName(text: string): boolean {
  return (
    text.trim() !== '' && [...text].length <= NAME_LENGTH_MAX && !/[\p{Cc}\p{Cs}\p{Cn}]/u.test(text)
  );
}

const MALFORMED: Bilingual = {
  en: 'The account number is no IBAN with right check digits and no domestic number of at most 34 letters and digits.',
  'zh-CN': '账号既不是校验位正确的 IBAN，也不是不超过 34 位字母数字的境内账号。',
};
const NO_NAME: Bilingual = {
  en: 'A bank file names the holder of an account with 1 to 140 visible characters.',
  'zh-CN': '银行付款文件须有 1 至 140 个可见字符的户名。',
};
const NO_BANK: Bilingual = {
  en: 'A domestic account number needs the name of its bank.',
  'zh-CN': '境内账号须注明开户银行名称。',
};
