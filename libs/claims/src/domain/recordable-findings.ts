import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import type { Pack } from '@app/programs';

import { EXCLUSION_PREFIX } from './findings';
import { requireLine, requireNoLine } from './subject';

type ValueForm = 'flag' | 'amount' | 'share' | 'name';

/** Something that can be found out about a claim under its pack, and changes what it is awarded. */
export interface RecordableFinding {
  readonly finding: string;
  readonly of: 'claim' | 'line';
  readonly form: ValueForm;
  readonly what: Bilingual;
  /** Of an exclusion: who has to prove it, as the pack says. */
  readonly burden?: string;
  /** Of a name: those that there are. */
  readonly values?: readonly string[];
}

const ABOUT_LINES = {
  crossBorder: {
    form: 'flag',
    what: { en: 'whether the payment crossed a border', 'zh-CN': '付款是否跨境' },
  },
  purchasePriceMinor: {
    form: 'amount',
    what: { en: 'what the thing bought had cost', 'zh-CN': '所购物品的价格' },
  },
  feesMinor: {
    form: 'amount',
    what: { en: 'what proving the loss had cost', 'zh-CN': '鉴定等举证费用' },
  },
  damageBp: {
    form: 'share',
    what: { en: 'how much of it was damaged', 'zh-CN': '损坏比例' },
  },
} as const satisfies Record<string, { form: ValueForm; what: Bilingual }>;

/**
 * What can be recorded on a claim of this kind of loss: only what its pack reckons with, because
 * anything else would mean nothing there. `kinds` are the kinds of claimant that there are.
 */
export function recordableFindings(
  pack: Pack,
  lossType: string,
  kinds: readonly string[],
): RecordableFinding[] {
  const scopes = pack.amount.caps.map(({ scope }) => scope);
  const loss = pack.lossTypes.find(({ id }) => id === lossType);
  const ofLines: readonly (keyof typeof ABOUT_LINES)[] = [
    ...(pack.eligible.crossBorder === false ? (['crossBorder'] as const) : []),
    ...(scopes.includes('purchase_price') ? (['purchasePriceMinor'] as const) : []),
    ...(loss?.paysFees === true ? (['feesMinor'] as const) : []),
    ...(loss?.proportion === 'damage' ? (['damageBp'] as const) : []),
  ];
  return [
    ...pack.exclusions.map(exclusionFinding),
    ...ofLines.map((finding): RecordableFinding => ({
      finding,
      of: 'line',
      ...ABOUT_LINES[finding],
    })),
    ...(scopes.includes('funds_found') ? [FUNDS_FOUND] : []),
    claimantKindFinding(kinds),
  ];
}

function exclusionFinding({ id, reason, burden }: Pack['exclusions'][number]): RecordableFinding {
  return {
    finding: `${EXCLUSION_PREFIX}${id}`,
    of: 'claim',
    form: 'flag',
    what: reason,
    ...(burden === undefined ? {} : { burden }),
  };
}

const FUNDS_FOUND: RecordableFinding = {
  finding: 'fundsFoundMinor',
  of: 'claim',
  form: 'amount',
  what: { en: 'how much was found with the recipients', 'zh-CN': '在收款方查到的资金金额' },
};

function claimantKindFinding(values: readonly string[]): RecordableFinding {
  return {
    finding: 'claimantKind',
    of: 'claim',
    form: 'name',
    what: { en: 'what the claimant is', 'zh-CN': '索赔人的类型' },
    values,
  };
}

/** A finding as somebody wants to record it. */
export interface FindingWish {
  readonly finding: string;
  readonly lineId: string | null;
  readonly value: string;
}

/**
 * Refuses a finding that the pack does not reckon with (`finding.unknown`, with those that it
 * does), one about a payment without a line of the claim (`finding.line_needed`), one about the
 * claim with a line (`finding.of_the_claim`), and a value of another form
 * (`finding.malformed_value`).
 */
export function requireFinding(
  wish: FindingWish,
  lineIds: readonly string[],
  recordable: readonly RecordableFinding[],
): RecordableFinding {
  const known = recordable.find(({ finding }) => finding === wish.finding);
  if (known === undefined) {
    throw unknownFinding(
      wish.finding,
      recordable.map(({ finding }) => finding),
    );
  }
  const subject = { name: known.finding, lineId: wish.lineId };
  if (known.of === 'line') requireLine('finding', subject, lineIds);
  else requireNoLine('finding', subject);
  const { fits, rule } = formOf(known);
  if (!fits(wish.value)) throw malformedValue(wish, rule);
  return known;
}

interface Form {
  readonly fits: (value: string) => boolean;
  readonly rule: Bilingual;
}

function formOf({ form, values = [] }: RecordableFinding): Form {
  switch (form) {
    case 'flag':
      return {
        fits: (value) => ['true', 'false'].includes(value),
        rule: { en: '"true" or "false"', 'zh-CN': 'true 或 false' },
      };
    case 'amount':
      return {
        fits: (value) => /^(0|[1-9]\d{0,14})$/.test(value),
        rule: {
          en: 'minor units of the claim’s currency, at most 15 digits, such as "19900"',
          'zh-CN': '以最小货币单位表示的数字（最多 15 位），例如 "19900"',
        },
      };
    case 'share':
      return {
        fits: (value) => /^(0|[1-9]\d{0,3}|10000)$/.test(value),
        rule: { en: 'basis points, "0" to "10000"', 'zh-CN': '基点，"0" 至 "10000"' },
      };
    case 'name':
      return {
        fits: (value) => values.includes(value),
        rule: { en: `one of ${values.join(', ')}`, 'zh-CN': `以下之一：${values.join('、')}` },
      };
  }
}

function unknownFinding(saw: string, allowed: readonly string[]): DomainError {
  return new DomainError(
    'unprocessable',
    'finding.unknown',
    {
      en: `The programme of this claim does not reckon with "${saw}", but with: ${allowed.join(', ')}.`,
      'zh-CN': `该索赔适用的保障计划不使用“${saw}”，可登记：${allowed.join('、')}。`,
    },
    { field: 'finding', saw, allowed },
  );
}

function malformedValue({ finding, value: saw }: FindingWish, rule: Bilingual): DomainError {
  return new DomainError(
    'unprocessable',
    'finding.malformed_value',
    {
      en: `The value of "${finding}" is ${rule.en}; we saw "${saw}".`,
      'zh-CN': `“${finding}”的值应为${rule['zh-CN']}，收到的是“${saw}”。`,
    },
    { field: 'value', saw },
  );
}
