import type { Signal } from '@app/programs';

import type { RiskFacts } from './risk-facts';
import { signalOf } from './signal-rule';
import type { SignalRule } from './signal-rule';

/**
 * The same thing in claims of other people. Of what a household shares (a device, a telephone, an
 * address) one other claimant is nothing special; a ring shares it wider.
 */
export const SHARED_RULES = {
  'payment.other_claims': {
    version: 1,
    threshold: 0n,
    direction: 'above',
    what: {
      en: 'Other claims that name one of the same payments, however they ended',
      'zh-CN': '涉及同一笔付款的其他索赔数（不论结果）',
    },
    suggests: {
      en: 'The same loss may be claimed twice. It may also be the rest of a payment, or a claim that was withdrawn and is filed again.',
      'zh-CN': '可能就同一损失重复索赔；也可能是同一付款的剩余部分，或撤回后重新提交。',
    },
  },
  'device.other_parties': {
    version: 1,
    threshold: 1n,
    direction: 'above',
    what: {
      en: 'Other claimants who claimed from the same device within a year',
      'zh-CN': '一年内使用同一设备提交索赔的其他索赔人数',
    },
    suggests: {
      en: 'One person may stand behind several claimants. A family with one telephone, or a service desk, looks alike.',
      'zh-CN': '可能由同一人操控多个索赔人；家庭共用手机或服务网点代办也会如此。',
    },
  },
  'email.other_parties': {
    version: 1,
    threshold: 1n,
    direction: 'above',
    what: {
      en: 'Other claimants with the same e-mail address within a year',
      'zh-CN': '一年内使用同一电子邮箱的其他索赔人数',
    },
    suggests: {
      en: 'One person may stand behind several claimants. Relatives who help each other look alike.',
      'zh-CN': '可能由同一人操控多个索赔人；亲属互相代办也会如此。',
    },
  },
  'phone.other_parties': {
    version: 1,
    threshold: 1n,
    direction: 'above',
    what: {
      en: 'Other claimants with the same telephone number within a year',
      'zh-CN': '一年内使用同一电话号码的其他索赔人数',
    },
    suggests: {
      en: 'One person may stand behind several claimants. Relatives who help each other look alike.',
      'zh-CN': '可能由同一人操控多个索赔人；亲属互相代办也会如此。',
    },
  },
  'payout_account.other_parties': {
    version: 1,
    threshold: 0n,
    direction: 'above',
    what: {
      en: 'Other claimants whose awards go to the same account within a year',
      'zh-CN': '一年内赔付至同一账户的其他索赔人数',
    },
    suggests: {
      en: 'Awards of several people may be collected in one hand (a mule account). A couple with one account looks alike.',
      'zh-CN': '多人的赔付可能汇集于同一人（“跑分”账户）；夫妻共用账户也会如此。',
    },
  },
  'file.other_parties': {
    version: 1,
    threshold: 0n,
    direction: 'above',
    what: {
      en: 'Other claimants who handed in the very same file within a year (files under 1 KiB are not counted)',
      'zh-CN': '一年内提交完全相同文件的其他索赔人数（小于 1 KiB 的文件不计）',
    },
    suggests: {
      en: 'Evidence may have been passed on. Two victims of one theft may also share one police receipt.',
      'zh-CN': '材料可能被转借套用；同一案件的两名受害人也可能共用报警回执。',
    },
  },
} as const satisfies Record<string, SignalRule>;

const KINDS = ['device', 'email', 'phone', 'payout_account', 'file'] as const;

/** What turns up in other claims: the payments themselves, and what a claim is known by. */
export function sharedSignals(facts: RiskFacts): Signal[] {
  const others = facts.samePaymentClaimIds;
  return [
    signalOf('payment.other_claims', SHARED_RULES['payment.other_claims'], {
      value: BigInt(others.length),
      source: others,
    }),
    ...KINDS.map((kind) => sharedSignal(kind, facts)),
  ];
}

/** How many other people, not how many claims: their claims are where it is seen. */
function sharedSignal(kind: (typeof KINDS)[number], { claim, shared }: RiskFacts): Signal {
  const code = `${kind}.other_parties` as const;
  const found = shared.filter((trait) => trait.kind === kind && trait.partyId !== claim.partyId);
  return signalOf(code, SHARED_RULES[code], {
    value: BigInt(new Set(found.map(({ partyId }) => partyId)).size),
    source: found.map(({ claimId }) => claimId),
  });
}
