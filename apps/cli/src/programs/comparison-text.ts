import { Money } from '@app/money';
import type { ComparedClaim, ComparedSum, ComparisonResult, RefusedClaim } from '@app/programs';

import type { Locale } from './locale';

type Words = Readonly<Record<Locale, string>>;

const PAID: Readonly<Record<keyof ComparisonResult['paid'], Words>> = {
  more: { en: 'paid more', 'zh-CN': '赔付增加' },
  less: { en: 'paid less', 'zh-CN': '赔付减少' },
  same: { en: 'paid the same', 'zh-CN': '赔付不变' },
  newly: { en: 'paid, and not before', 'zh-CN': '新增赔付' },
  no_longer: { en: 'no longer paid', 'zh-CN': '不再赔付' },
  neither: { en: 'paid by neither', 'zh-CN': '两者均不赔付' },
  other_currency: { en: 'paid in another currency', 'zh-CN': '以另一币种赔付' },
};

const WAIT: Readonly<Record<keyof ComparisonResult['wait'], Words>> = {
  longer: { en: 'promised later', 'zh-CN': '承诺时限变长' },
  shorter: { en: 'promised sooner', 'zh-CN': '承诺时限变短' },
  same: { en: 'promised for the same time', 'zh-CN': '承诺时限不变' },
  unknown: { en: 'without a promised time in one of them', 'zh-CN': '其中之一未承诺时限' },
};

const HEADS = {
  claims: { en: 'claims', 'zh-CN': '笔索赔' },
  awards: { en: 'Awards', 'zh-CN': '赔付总额' },
  reserves: { en: 'Reserves of open claims', 'zh-CN': '未结索赔准备金' },
  byLossType: { en: 'By kind of loss', 'zh-CN': '按损失类型' },
  otherLoss: { en: '(known to neither)', 'zh-CN': '（两者均无此类型）' },
  promises: { en: 'Promises that are written differently', 'zh-CN': '条文不同的时限承诺' },
  largest: { en: 'Largest changes', 'zh-CN': '变动最大的索赔' },
  refused: { en: 'Left out, because their facts cannot be read', 'zh-CN': '事实无法读取，未计入' },
} as const satisfies Record<string, Words>;

/** A comparison for people to read, in one language. */
export function comparisonText(result: ComparisonResult, locale: Locale): string {
  const { a, b, claims, paid, wait, totals, byLossType, promises, largest } = result;
  return [
    `${a.packId}@${a.version} → ${b.packId}@${b.version}: ${String(claims)} ${HEADS.claims[locale]}`,
    '',
    ...counts(paid, PAID, locale),
    '',
    ...counts(wait, WAIT, locale),
    ...totals.flatMap((sum) => ['', ...sumLines(sum, locale)]),
    ...section(
      HEADS.byLossType[locale],
      byLossType.map(
        (sum) =>
          `${sum.lossType ?? HEADS.otherLoss[locale]}: ${String(sum.claims)} ${HEADS.claims[locale]}, ${change(sum.awardAMinor, sum.awardBMinor, sum.currency)}`,
      ),
    ),
    ...section(
      HEADS.promises[locale],
      promises.map((one) => `${one.clock}: ${one.a ?? '–'} → ${one.b ?? '–'}`),
    ),
    ...section(HEADS.largest[locale], largest.map(largestLine)),
    ...refusedLines(result, locale),
  ].join('\n');
}

function counts<Key extends string>(
  counted: Readonly<Record<Key, number>>,
  words: Readonly<Record<Key, Words>>,
  locale: Locale,
): string[] {
  const keys = Object.keys(words) as Key[];
  const width = Math.max(...keys.map((key) => String(counted[key]).length));
  return keys.map((key) => `  ${String(counted[key]).padStart(width)} ${words[key][locale]}`);
}

function sumLines(sum: ComparedSum, locale: Locale): string[] {
  const { currency } = sum;
  return [
    `${HEADS.awards[locale]}: ${change(sum.awardAMinor, sum.awardBMinor, currency)}`,
    `${HEADS.reserves[locale]}: ${change(sum.reserveAMinor, sum.reserveBMinor, currency)}`,
  ];
}

/** `199.00 CNY → 99.50 CNY (-99.50 CNY)`. */
function change(aMinor: string, bMinor: string, currency: string): string {
  const [a, b] = [BigInt(aMinor), BigInt(bMinor)];
  const sign = b > a ? '+' : '';
  return `${money(a, currency)} → ${money(b, currency)} (${sign}${money(b - a, currency)})`;
}

/** Sums over very many claims may be larger than one booking. */
const MOST = 9_000_000_000_000_000_000n;

function money(minor: bigint, currency: string): string {
  const isBookable = minor <= MOST && minor >= -MOST;
  return isBookable
    ? Money.of(minor, currency).toString()
    : `${minor.toString()} (${currency}, minor)`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function largestLine({ reference, lossType, a, b, paid }: ComparedClaim): string {
  const [before, after] = [Money.fromJson(a.award), Money.fromJson(b.award)];
  return `${reference} (${lossType}): ${before.toString()} → ${after.toString()}, ${paid}, ${a.reasonCode} → ${b.reasonCode}`;
}

function refusedLines({ refused, a, b }: ComparisonResult, locale: Locale): string[] {
  if (refused.byA + refused.byB === 0) return [];
  const by = (count: number, { version }: { version: string }): string =>
    `@${version}: ${String(count)}`;
  return section(HEADS.refused[locale], [
    `${by(refused.byA, a)}, ${by(refused.byB, b)}`,
    ...refused.examples.map((one) => refusalLine(one, locale)),
  ]);
}

function refusalLine({ reference, a, b }: RefusedClaim, locale: Locale): string {
  const refusal = a ?? b;
  return `${reference}: ${refusal?.text[locale] ?? ''}`;
}
