import { compactAccount, isIban, looksLikeIban } from '@app/kernel';

import type { Form } from './files-config';
import { NAME } from './patterns';
import type { Pattern } from './patterns';
import type { Reader } from './reader';

/** The account of ours that bank files pay from, and what the bank wants to find in them. */
export interface BankConfig {
  /** Who pays, as the bank knows us. */
  readonly debtorName: string;
  /** An IBAN, or a domestic number: compact. */
  readonly account: string;
  /** Our bank, by its BIC or by its name. */
  readonly agent: { readonly bic: string } | { readonly name: string };
  readonly currencies: readonly string[];
  /** The version of pain.001 that the bank reads. */
  readonly painVersion: PainVersion;
  /** Where the bank's days begin and end. */
  readonly timeZone: string;
}

export type PainVersion = '03' | '09';

const ACCOUNT: Form<string> = {
  read: readAccount,
  en: 'an IBAN whose check digits are right, or a domestic account number of up to 34 letters and digits',
  zh: '校验位正确的 IBAN，或不超过 34 位字母数字的境内账号',
};
const BIC: Pattern = {
  form: /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/,
  en: 'a BIC of 8 or 11 capitals and digits, such as DEUTDEFF',
  zh: '8 或 11 位大写字母数字的 BIC，例如 DEUTDEFF',
};
const CURRENCIES: Pattern = {
  form: /^[A-Z]{3}(\s*,\s*[A-Z]{3})*$/,
  en: 'currency codes with commas between them, such as CNY,EUR',
  zh: '以逗号分隔的货币代码，例如 CNY,EUR',
};
const PAIN_VERSION: Form<PainVersion> = {
  read: (text) => (text === '03' || text === '09' ? text : null),
  en: '03 or 09, for pain.001.001.03 or pain.001.001.09',
  zh: '03 或 09，对应 pain.001.001.03 或 pain.001.001.09',
};
const TIME_ZONE: Form<string> = {
  read: (text) => (isTimeZone(text) ? text : null),
  en: 'a time zone such as Asia/Shanghai',
  zh: '形如 Asia/Shanghai 的时区',
};

/** Reads `BANK_*`; null when there is no `BANK_ACCOUNT`. */
export function bankConfig(read: Reader): BankConfig | null {
  if (read.text('BANK_ACCOUNT') === null) return null;
  const account = read.as('BANK_ACCOUNT', ACCOUNT);
  const debtorName = read.matching('BANK_DEBTOR_NAME', NAME);
  const agent = agentOf(read);
  const currencies = read.list('BANK_CURRENCIES', { form: CURRENCIES, fallback: '' });
  const painVersion = read.or('BANK_PAIN_VERSION', PAIN_VERSION, '09');
  const timeZone = read.or('BANK_TIME_ZONE', TIME_ZONE, 'UTC');
  for (const name of ['BANK_DEBTOR_NAME', 'BANK_CURRENCIES']) {
    if (read.text(name) !== null) continue;
    read.refuse(`BANK_ACCOUNT is set: ${name} must be set too. 请同时设置 ${name}。`);
  }
  if (account === null || debtorName === null || agent === null) return null;
  return { debtorName, account, agent, currencies, painVersion, timeZone };
}

function agentOf(read: Reader): BankConfig['agent'] | null {
  const bic = read.matching('BANK_BIC', BIC);
  const name = read.matching('BANK_NAME', NAME);
  if (bic !== null) return { bic };
  if (name !== null) return { name };
  if (read.text('BANK_BIC') === null && read.text('BANK_NAME') === null) {
    read.refuse(
      'BANK_ACCOUNT is set: BANK_BIC or BANK_NAME must be set too. 请同时设置 BANK_BIC 或 BANK_NAME。',
    );
  }
  return null;
}

function readAccount(text: string): string | null {
  const account = compactAccount(text);
  if (looksLikeIban(account)) return isIban(account) ? account : null;
  return /^[A-Z0-9]{1,34}$/.test(account) ? account : null;
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
