import type { Signal } from '@app/programs';

import { DAY_MS, daysBefore } from './risk-facts';
import type { RiskFacts } from './risk-facts';
import { signalOf } from './signal-rule';
import type { SignalRule } from './signal-rule';

/** Patterns of people who claim what was no loss. */
export const FIRST_PARTY_RULES = {
  'claimant.own_hand_denials': {
    version: 1,
    threshold: 0n,
    direction: 'above',
    what: {
      en: 'Earlier claims of this claimant that were denied because they paid or colluded themselves',
      'zh-CN': '该索赔人此前因本人操作或串通而被拒的索赔数',
    },
    suggests: {
      en: 'It was found so before. That says nothing about this payment; look closely.',
      'zh-CN': '此前曾被认定，但不能据此认定本次付款，请仔细核查。',
    },
  },
  'claimant.withdrawn_180d': {
    version: 1,
    threshold: 2n,
    direction: 'above',
    what: {
      en: 'Claims of this claimant that were withdrawn, of those filed since 180 days before this one',
      'zh-CN': '提交前 180 天以来该索赔人撤回的索赔数',
    },
    suggests: {
      en: 'Somebody may be trying out what is asked. Merchants who refund in the end cause withdrawals too.',
      'zh-CN': '可能在试探审核要求；商户最终退款也会导致撤回。',
    },
  },
  'claimant.days_to_claim': {
    version: 1,
    threshold: 60n,
    direction: 'above',
    what: {
      en: 'Days from the first disputed payment to the filing',
      'zh-CN': '首笔争议付款至提交索赔的天数',
    },
    suggests: {
      en: 'Claimed long after: ask why. Losses are often seen on a statement only.',
      'zh-CN': '时隔较久才索赔，请了解原因；许多损失要到对账时才被发现。',
    },
  },
} as const satisfies Record<string, SignalRule>;

/** Reason codes by which a person found that the claimant paid, colluded or forged. */
const OWN_HAND_CODES: ReadonlySet<string> = new Set([
  'payment.own_order',
  'evidence.not_genuine',
  'exclusion.self_or_collusion',
  'exclusion.first_party_fraud',
  'exclusion.payer_fraud',
  'exclusion.own_transfer',
]);
const WITHDRAWN_DAYS = 180;

/** What the claimant's own earlier claims, and the time that passed, may tell. */
export function firstPartySignals(facts: RiskFacts): Signal[] {
  const { claim, ownClaims } = facts;
  const since = daysBefore(claim.filedAt, WITHDRAWN_DAYS);
  const denied = ownClaims.filter(({ denialCodes }) =>
    denialCodes.some((code) => OWN_HAND_CODES.has(code)),
  );
  const withdrawn = ownClaims.filter((own) => own.isWithdrawn && own.filedAt >= since);
  return [
    counted(
      'claimant.own_hand_denials',
      denied.map(({ id }) => id),
    ),
    counted(
      'claimant.withdrawn_180d',
      withdrawn.map(({ id }) => id),
    ),
    waited(facts),
  ];
}

function counted(code: keyof typeof FIRST_PARTY_RULES, claimIds: readonly string[]): Signal {
  return signalOf(code, FIRST_PARTY_RULES[code], {
    value: BigInt(claimIds.length),
    source: claimIds,
  });
}

function waited({ claim, payments }: RiskFacts): Signal {
  const first = payments.reduce((one, other) => (other.paidAt < one.paidAt ? other : one));
  const days = Math.floor((claim.filedAt.getTime() - first.paidAt.getTime()) / DAY_MS);
  const code = 'claimant.days_to_claim';
  const value = BigInt(Math.max(0, days));
  return signalOf(code, FIRST_PARTY_RULES[code], { value, source: [first.id] });
}
