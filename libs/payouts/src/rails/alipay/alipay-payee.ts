import type { Bilingual } from '@app/kernel';

import type { CarriedOrder, RailPayee } from '../payout-rail';

/** Whom Alipay is to pay, in its own fields (`payee_info`). */
export interface AlipayPayee {
  readonly identity: string;
  readonly identity_type: 'ALIPAY_USER_ID' | 'ALIPAY_LOGON_ID';
  /** Alipay compares it with the name that the account was verified for. */
  readonly name?: string;
}

const AMOUNT_MINOR_MIN = 10n;
const AMOUNT_MINOR_MAX = 10_000_000_000n;

const USER_ID = /^2088\d{12}$/;
/** A mobile number of the mainland, or an e-mail address; never one with asterisks in it. */
const LOGON_ID = /^(1\d{10}|[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+)$/;

/** Why Alipay cannot carry an order; null when it can. Limits: DOMAIN §4.4. */
export function alipayRefusal({ money, payee }: CarriedOrder): Bilingual | null {
  if (money.currency !== 'CNY') return OTHER_CURRENCY;
  const { amountMinor } = money;
  if (amountMinor < AMOUNT_MINOR_MIN || amountMinor > AMOUNT_MINOR_MAX) return OTHER_AMOUNT;
  if (payee.route === 'account' && payee.kind !== 'alipay') return OTHER_ACCOUNT;
  if (payee.route === 'original' && payee.channel !== 'alipay') return OTHER_CHANNEL;
  return alipayPayee(payee) === null ? NO_ACCOUNT : null;
}

/** The payee in Alipay's fields; null when nothing here names an Alipay account for certain. */
export function alipayPayee({ route, account, name: known }: RailPayee): AlipayPayee | null {
  // Whoever reports a payment may have put asterisks into a name: then nothing can be compared.
  const name = route === 'original' && known?.includes('*') === true ? undefined : known;
  if (account === undefined) return null;
  if (USER_ID.test(account)) {
    const identity = { identity: account, identity_type: 'ALIPAY_USER_ID' } as const;
    return name === undefined ? identity : { ...identity, name };
  }
  // A sign-in name can belong to several accounts: only with the holder's name is it one.
  if (!LOGON_ID.test(account) || name === undefined) return null;
  return { identity: account, identity_type: 'ALIPAY_LOGON_ID', name };
}

const OTHER_CURRENCY: Bilingual = { en: 'It pays CNY only.', 'zh-CN': '仅支持人民币。' };

const OTHER_AMOUNT: Bilingual = {
  en: 'It pays 0.10 to 100,000,000 CNY at once.',
  'zh-CN': '单笔金额须在 0.10 元至 1 亿元之间。',
};

const OTHER_ACCOUNT: Bilingual = {
  en: 'It pays into Alipay accounts only.',
  'zh-CN': '仅支持付款至支付宝账户。',
};

const OTHER_CHANNEL: Bilingual = {
  en: 'The payment was not made with Alipay.',
  'zh-CN': '该笔支付不是通过支付宝完成的。',
};

const NO_ACCOUNT: Bilingual = {
  en: "It needs the payee's Alipay user ID (2088…), or a sign-in name together with the holder's name.",
  'zh-CN': '需提供收款方支付宝用户号（2088 开头），或登录账号及户名。',
};
