import { DomainError, compactAccount, ibanLength, isIban, looksLikeIban } from '@app/kernel';
import type { Pack } from '@app/programs';

import { requireSameName } from './same-name';

/** Who keeps an account decides which rails reach it. `wallet` is one of the house's own. */
export const PAYOUT_ACCOUNT_KINDS = ['bank', 'alipay', 'wechat', 'wallet'] as const;
export type PayoutAccountKind = (typeof PAYOUT_ACCOUNT_KINDS)[number];

/** An account that the claimant wants an award paid to. Personal data: it is kept in one place. */
export interface PayoutAccount {
  readonly kind: PayoutAccountKind;
  readonly holderName: string;
  /** Of a bank, a card or a wallet, as the claimant writes it. */
  readonly number: string;
  /** The bank or the wallet that keeps it, where the number does not say so. */
  readonly bank: string | null;
}

/** Where a claimant wants an award to go. */
export type WantedPayoutMethod =
  { readonly route: 'original' } | { readonly route: 'account'; readonly account: PayoutAccount };

/**
 * Where the award of a claim goes, as its row and its decisions say it: back the way the payments
 * came, or to an account by its place among the claim's payout methods. `accountKey` is a keyed
 * hash, by which the same account is found again; neither name nor number is here.
 */
export type PayoutMethod =
  | { readonly route: 'original' }
  | {
      readonly route: 'account';
      readonly position: number;
      readonly accountKey: string;
      /** The last characters of the number, for people who compare. */
      readonly ending: string;
    };

/** So long a payment to an account that was just named waits: time to object. */
export const PAYEE_COOLING_OFF_HOURS = 24;

/** When a payment to an account may leave, by when the account was named. */
export function coolingOffEndsAt(namedAt: Date): Date {
  return new Date(namedAt.getTime() + PAYEE_COOLING_OFF_HOURS * 3_600_000);
}

const NUMBER = /^[A-Za-z0-9]{6,64}$/;
/** Of a wallet that is known by an address: there a point makes another account. */
const ADDRESS = /^(?=.{6,64}$)[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$/;
const ENDING_LENGTH = 4;

/**
 * A number without the blanks, hyphens and points that people type between groups, or the address
 * of a wallet as it is; refuses (`payee.number_malformed`) what no account has for a number. So one
 * account has one number, by which what goes to it is added up.
 */
export function accountNumber(typed: string): string {
  const plain = typed.normalize('NFKC').replace(/\s/gu, '');
  const number = plain.includes('@') ? plain : plain.replace(/[\p{Pd}.]/gu, '');
  if (NUMBER.test(number) || ADDRESS.test(number)) return number;
  throw new DomainError(
    'unprocessable',
    'payee.number_malformed',
    {
      en: 'An account number has 6 to 64 letters and digits; blanks, hyphens and points between them do not count. A wallet may be an address with @. Check it against your card or contract.',
      'zh-CN':
        '账号须为 6 至 64 位字母或数字（空格、连字符和点不计），电子钱包可填写含 @ 的账号。请对照银行卡或协议核对。',
    },
    { field: 'account.number' },
  );
}

/**
 * The number of a bank account, and an IBAN in capitals: one that is mistyped is refused
 * (`payee.iban_malformed`) while the claimant can still look at it, not when the bank is to pay.
 */
export function bankNumber(typed: string): string {
  const number = accountNumber(typed);
  const account = compactAccount(number);
  if (!looksLikeIban(account)) return number;
  if (isIban(account)) return account;
  const { length } = account;
  const expected = ibanLength(account);
  throw new DomainError(
    'unprocessable',
    'payee.iban_malformed',
    expected === undefined || expected === length
      ? {
          en: 'The check digits of this IBAN do not fit, so that a character of it is mistyped. Compare it with your bank statement, group by group.',
          'zh-CN': '该 IBAN 的校验位不符，可能有字符填错。请对照银行账单逐组核对。',
        }
      : {
          en: `An IBAN of ${account.slice(0, 2)} has ${String(expected)} characters, and this one has ${String(length)}. Compare it with your bank statement.`,
          'zh-CN': `${account.slice(0, 2)} 的 IBAN 为 ${String(expected)} 位，您填写的是 ${String(length)} 位。请对照银行账单核对。`,
        },
    { field: 'account.number' },
  );
}

/** How WeChat calls a person in one of our apps; every character of it counts. */
const OPENID = /^[A-Za-z0-9_-]{16,64}$/;

/** The openid of a WeChat account as it is; refuses (`payee.openid_malformed`) what is none. */
export function openid(given: string): string {
  const plain = given.trim();
  if (OPENID.test(plain)) return plain;
  throw new DomainError(
    'unprocessable',
    'payee.openid_malformed',
    {
      en: 'A WeChat account is named by the openid that our app in WeChat gives (16 to 64 letters, digits, - and _), not by a WeChat ID or a phone number. Open this form in WeChat, or name a bank account.',
      'zh-CN':
        '微信收款账户须为本应用在微信中获取的 OpenID（16 至 64 位字母、数字、- 或 _），不能填写微信号或手机号。请在微信中打开本页面，或改填银行账户。',
    },
    { field: 'account.number' },
  );
}

/** What may be shown of a number: its last characters, and never as much as half of it. */
export function endingOf(number: string): string {
  return number.slice(-Math.min(ENDING_LENGTH, Math.floor(number.length / 2) - 1));
}

/**
 * Where an award for payments of these people may go, of what was asked for. Refuses an account
 * where the programme pays the way back only, and one that is not in the payers' name.
 */
export function requirePayable(
  method: WantedPayoutMethod,
  { pack, payers }: { readonly pack: Pack; readonly payers: readonly (string | null)[] },
): WantedPayoutMethod {
  if (method.route === 'original') return method;
  requireOwnAccountAllowed(pack);
  const { account } = method;
  const number = NUMBERS[account.kind](account.number);
  requireSameName(account.holderName, payers);
  return { route: 'account', account: { ...account, number } };
}

/** By what rules each kind has its numbers. */
const NUMBERS: Readonly<Record<PayoutAccountKind, (typed: string) => string>> = {
  bank: bankNumber,
  wechat: openid,
  alipay: accountNumber,
  wallet: accountNumber,
};

/** Refuses another account where the programme pays the way the payment came, and no other. */
export function requireOwnAccountAllowed({ payout, name }: Pack): void {
  if (payout.route === 'claimant_account' || payout.else === 'same_name_only') return;
  throw new DomainError(
    'conflict',
    'payee.not_allowed',
    {
      en: `"${name.en}" pays back the way the payment came, and no other way. Leave it at {"route":"original"}.`,
      'zh-CN': `“${name['zh-CN']}”仅按原支付渠道退回，不支持其他收款方式。请保留 {"route":"original"}。`,
    },
    { field: 'route' },
  );
}
