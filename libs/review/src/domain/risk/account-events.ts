import type { PayerEventKind } from '@app/payments';
import type { Signal } from '@app/programs';

import type { RiskFacts } from './risk-facts';
import { signalOf } from './signal-rule';
import type { SignalRule } from './signal-rule';

const MINUTE_MS = 60_000;
/** "Soon" after something happened to an account, in minutes: 72 hours. */
const SOON_MIN = 4_320n;
const SOON_MS = Number(SOON_MIN) * MINUTE_MS;

/** What happened to the account, by what institutions report. */
export const ACCOUNT_RULES = {
  'account.opened_before_filing': {
    version: 1,
    threshold: SOON_MIN,
    direction: 'below',
    what: {
      en: 'Minutes from the opening of the account to the filing',
      'zh-CN': '开户至提交索赔的分钟数',
    },
    suggests: {
      en: 'The account may have been opened to claim. Accounts opened in the name of a victim look alike.',
      'zh-CN': '账户可能为索赔而开立；冒用受害人名义开户也会如此。',
    },
  },
  'account.phone_changed_before_filing': {
    version: 1,
    threshold: SOON_MIN,
    direction: 'below',
    what: {
      en: 'Minutes from the last change of the telephone number to the filing',
      'zh-CN': '最近一次更换手机号至提交索赔的分钟数',
    },
    suggests: {
      en: 'Somebody else may have taken the account over and now claims. A victim whose telephone was stolen changes the number too.',
      'zh-CN': '账户可能被他人接管后提出索赔；手机被盗的受害人也会更换号码。',
    },
  },
  'account.payee_changed_before_filing': {
    version: 1,
    threshold: SOON_MIN,
    direction: 'below',
    what: {
      en: 'Minutes from the last new payee or payout account to the filing',
      'zh-CN': '最近一次新增收款人或变更提现账户至提交索赔的分钟数',
    },
    suggests: {
      en: 'The award may be led elsewhere, or the payee was added by a thief.',
      'zh-CN': '赔付款可能被引向他处；也可能是盗用者新增了收款人。',
    },
  },
  'account.takeover_before_payment': {
    version: 1,
    threshold: 0n,
    direction: 'above',
    speaksFor: 'claimant',
    what: {
      en: 'Changes of number, password, device or payee within 72 hours before the first disputed payment',
      'zh-CN': '首笔争议付款前 72 小时内更换手机号、重置密码、新增设备或收款人的次数',
    },
    suggests: {
      en: 'This is how an account is taken over: it supports the claim.',
      'zh-CN': '符合账户被盗用的特征，支持该索赔。',
    },
  },
} as const satisfies Record<string, SignalRule>;

type SoonAfter = Exclude<keyof typeof ACCOUNT_RULES, 'account.takeover_before_payment'>;

const SOON_AFTER: readonly (readonly [SoonAfter, readonly PayerEventKind[]])[] = [
  ['account.opened_before_filing', ['account_opened']],
  ['account.phone_changed_before_filing', ['phone_changed']],
  ['account.payee_changed_before_filing', ['payee_added', 'payout_account_changed']],
];
const TAKEOVER: readonly PayerEventKind[] = [
  'phone_changed',
  'password_reset',
  'device_added',
  'payee_added',
];

/**
 * How soon after a change of the account the claim was filed, and what was changed just before the
 * payments. Of what no institution reports there is no signal: nothing is known of it.
 */
export function accountSignals(facts: RiskFacts): Signal[] {
  if (facts.events.length === 0) return [];
  return [...SOON_AFTER.flatMap(([code, kinds]) => soonAfter(code, kinds, facts)), takeover(facts)];
}

function soonAfter(
  code: SoonAfter,
  kinds: readonly PayerEventKind[],
  { claim, events }: RiskFacts,
): Signal[] {
  const before = events.filter(({ kind, at }) => kinds.includes(kind) && at <= claim.filedAt);
  const [newest] = before.sort((one, other) => other.at.getTime() - one.at.getTime());
  if (newest === undefined) return [];
  const minutes = Math.floor((claim.filedAt.getTime() - newest.at.getTime()) / MINUTE_MS);
  return [
    signalOf(code, ACCOUNT_RULES[code], { value: BigInt(minutes), source: [newest.sourceId] }),
  ];
}

function takeover({ events, payments }: RiskFacts): Signal {
  const firstMs = Math.min(...payments.map(({ paidAt }) => paidAt.getTime()));
  const found = events.filter(
    ({ kind, at }) =>
      TAKEOVER.includes(kind) && at.getTime() <= firstMs && at.getTime() >= firstMs - SOON_MS,
  );
  const code = 'account.takeover_before_payment';
  return signalOf(code, ACCOUNT_RULES[code], {
    value: BigInt(found.length),
    source: found.map(({ sourceId }) => sourceId),
  });
}
