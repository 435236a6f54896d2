import type { Signal } from '@app/programs';

import { daysBefore } from './risk-facts';
import type { OwnClaim, RiskFacts, RiskTerms } from './risk-facts';
import { signalOf } from './signal-rule';
import type { SignalRule } from './signal-rule';

/** How often, within days. */
export const VELOCITY_RULES = {
  'velocity.claims_30d': {
    version: 1,
    threshold: 2n,
    direction: 'above',
    what: {
      en: 'Other claims of this claimant since 30 days before the filing',
      'zh-CN': '提交前 30 天以来该索赔人的其他索赔数',
    },
    suggests: {
      en: 'A loss may have been split, or somebody lives on claims. A thief who pays many times causes the same.',
      'zh-CN': '可能拆分损失或以索赔牟利；连续多次盗刷也会造成多份索赔。',
    },
  },
  'velocity.device_claims_30d': {
    version: 1,
    threshold: 3n,
    direction: 'above',
    what: {
      en: 'Other claims from the same device since 30 days before the filing, of whomever',
      'zh-CN': '提交前 30 天以来同一设备提交的其他索赔数（不限索赔人）',
    },
    suggests: {
      en: 'Claims may be made in series. A service desk that files for victims looks alike.',
      'zh-CN': '可能批量制造索赔；服务网点代受害人提交也会如此。',
    },
  },
  'velocity.payee_parties_7d': {
    version: 1,
    threshold: 5n,
    direction: 'above',
    what: {
      en: 'Other claimants who disputed payments to the same payee since 7 days before the filing',
      'zh-CN': '提交前 7 天以来对同一收款方提出索赔的其他人数',
    },
    suggests: {
      en: 'Either a ring claims against a payee of its own, or the payee was broken into or is itself the fraudster, which speaks for these victims. Look at the payee first.',
      'zh-CN':
        '可能是团伙针对自有收款方索赔；也可能收款方被攻破或本身就是诈骗方，此时有利于受害人。请先核查收款方。',
    },
  },
  'velocity.payee_parties_30d': {
    version: 1,
    threshold: 15n,
    direction: 'above',
    what: {
      en: 'Other claimants who disputed payments to the same payee since 30 days before the filing',
      'zh-CN': '提交前 30 天以来对同一收款方提出索赔的其他人数',
    },
    suggests: {
      en: 'Either a ring claims against a payee of its own, or the payee was broken into or is itself the fraudster, which speaks for these victims. Look at the payee first.',
      'zh-CN':
        '可能是团伙针对自有收款方索赔；也可能收款方被攻破或本身就是诈骗方，此时有利于受害人。请先核查收款方。',
    },
  },
  'exposure.minor_30d': {
    version: 1,
    threshold: null,
    direction: 'above',
    what: {
      en: 'What other claims of 30 days were awarded with what is claimed now, in minor units; the limit is what one person may approve alone',
      'zh-CN': '30 天内其他索赔赔付额与本次索赔额之和（最小货币单位）；阈值为一人可批准的上限',
    },
    suggests: {
      en: 'A loss may have been split to stay below the second pair of eyes.',
      'zh-CN': '可能为规避双人复核而拆分损失。',
    },
  },
} as const satisfies Record<string, SignalRule>;

/** How often there are claims of the claimant, from the device, against the payee; and how much. */
export function velocitySignals(facts: RiskFacts, terms: RiskTerms): Signal[] {
  const { filedAt } = facts.claim;
  const monthAgo = daysBefore(filedAt, 30);
  const own = facts.ownClaims.filter((claim) => claim.filedAt >= monthAgo);
  const onDevice = facts.shared.filter(({ kind, at }) => kind === 'device' && at >= monthAgo);
  return [
    counted(
      'velocity.claims_30d',
      own.map(({ id }) => id),
    ),
    counted(
      'velocity.device_claims_30d',
      onDevice.map(({ claimId }) => claimId),
    ),
    payeeSignal('velocity.payee_parties_7d', facts, daysBefore(filedAt, 7)),
    payeeSignal('velocity.payee_parties_30d', facts, monthAgo),
    exposureSignal(facts, own, terms),
  ];
}

function counted(code: keyof typeof VELOCITY_RULES, claimIds: readonly string[]): Signal {
  const value = BigInt(new Set(claimIds).size);
  return signalOf(code, VELOCITY_RULES[code], { value, source: claimIds });
}

/** Payers are people; a payee that is disputed by many of them is looked at as a whole. */
function payeeSignal(
  code: 'velocity.payee_parties_7d' | 'velocity.payee_parties_30d',
  { disputes }: RiskFacts,
  since: Date,
): Signal {
  const found = disputes.filter(({ disputedAt }) => disputedAt >= since);
  return signalOf(code, VELOCITY_RULES[code], {
    value: BigInt(new Set(found.map(({ payerId }) => payerId)).size),
    source: found.map(({ claimId }) => claimId),
  });
}

function exposureSignal(
  { claim }: RiskFacts,
  own: readonly OwnClaim[],
  { singleLimitMinor }: RiskTerms,
): Signal {
  const awarded = own.filter(
    ({ currency, awardedMinor }) => currency === claim.currency && awardedMinor > 0n,
  );
  const sum = awarded.reduce((total, { awardedMinor }) => total + awardedMinor, 0n);
  return signalOf('exposure.minor_30d', VELOCITY_RULES['exposure.minor_30d'], {
    value: sum + claim.claimedMinor,
    threshold: singleLimitMinor,
    source: awarded.map(({ id }) => id),
  });
}
