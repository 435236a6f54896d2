import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Condition, Pack } from './domain/pack';
import { PACKS_FOLDER, casesPathOf } from './read-pack-folder';
import { runCases } from './run-cases';
import type { CasesFile } from './run-cases';
import { changed } from './testing/changed';
import { SHIPPED } from './testing/shipped-packs';

/** One change to a pack: a place, and something else than the scheme says there. */
type Change = readonly [place: string, value: unknown];

const longer = (duration: string): string =>
  duration.replace(/^\d+/, (count) => String(Number(count) + 1));
const more = (minor: string): string => (BigInt(minor) + 1n).toString();
const otherThan =
  (one: string, other: string) =>
  (value: string): string =>
    value === one ? other : one;

/** The changes of one field, if the pack has it; without a value it is taken out. */
function field<Value>(
  place: string,
  value: Value | null | undefined,
  change: (value: Value) => unknown = () => undefined,
): Change[] {
  return value === null || value === undefined ? [] : [[place, change(value)]];
}

/** A condition taken out and, where any of several will do, each of these taken out. */
function conditionAt(place: string, condition: Condition | undefined): Change[] {
  if (condition === undefined) return [];
  const parts = typeof condition === 'object' && 'any' in condition ? condition.any : [];
  return [
    [place, undefined],
    ...parts.map((part): Change => [place, { any: parts.filter((other) => other !== part) }]),
  ];
}

/** A figure, one unit less and one more. */
function figureAt(place: string, minor: string | null | undefined): Change[] {
  if (minor === null || minor === undefined || minor === '0') return [];
  return [
    [place, more(minor)],
    [place, (BigInt(minor) - 1n).toString()],
  ];
}

/** The changes of each entry of a list. */
function each<Entry>(
  place: string,
  entries: readonly Entry[] | undefined,
  change: (path: string, entry: Entry) => readonly Change[],
): Change[] {
  return (entries ?? []).flatMap((entry, index) => change(`${place}.${String(index)}`, entry));
}

/** One change for every figure, condition and name that decides whom and what a pack reaches. */
function changesOfScope({ eligible, limits, window, ...pack }: Pack): Change[] {
  return [
    ['eligible.claimants', ['nobody']],
    ['eligible.rails', ['none']],
    ...field('eligible.crossBorder', eligible.crossBorder),
    ...conditionAt('eligible.requires', eligible.requires),
    ...field('limits.paymentsMax', limits?.paymentsMax, (count) => count + 1),
    ...field('limits.paymentsMax', limits?.paymentsMax, (count) => count - 1),
    ...field('window.within', window?.within, longer),
    ...field('window.from', window?.from, otherThan('payment', 'discovered')),
    ...conditionAt('window.extendIf', window?.extendIf),
    ...each('lossTypes', pack.lossTypes, (path, type) => [
      [`${path}.id`, 'another'],
      ...field(`${path}.coverageBp`, type.coverageBp, (share) => share - 1),
      ...field(`${path}.proportion`, type.proportion),
      ...field(`${path}.paysFees`, type.paysFees),
    ]),
    ...each('exclusions', pack.exclusions, (path, { effect, waivedIf }) => [
      [`${path}.id`, 'another'],
      [`${path}.effect`, otherThan('deny', 'review')(effect)],
      ...conditionAt(`${path}.waivedIf`, waivedIf),
    ]),
  ];
}

/** The same for how much is paid, and by whom. */
function changesOfAmount({ amount, split }: Pack): Change[] {
  const { excess, caps, liability } = amount;
  return [
    ['amount.coverageBp', amount.coverageBp - 1],
    ...figureAt('amount.excess.amountMinor', excess?.amountMinor),
    ...conditionAt('amount.excess.waivedIf', excess?.waivedIf),
    ...field('amount.excess.waivedByChoice', excess?.waivedByChoice),
    ...each('amount.caps', caps, (path, { amountMinor }) => [
      [path, undefined],
      ...figureAt(`${path}.amountMinor`, amountMinor),
    ]),
    ...field('amount.liability.lossTypes', liability?.lossTypes),
    ...each('amount.liability.rows', liability?.rows, (path, row) => [
      ...field(`${path}.within`, row.within, longer),
      ...field(`${path}.from`, row.from, otherThan('payment', 'discovered')),
      ...field(`${path}.ownShareUpToMinor`, row.ownShareUpToMinor, more),
      ...figureAt(`${path}.ownShareUpToMinor`, row.ownShareUpToMinor),
      ...conditionAt(`${path}.when`, row.when),
      ...conditionAt(`${path}.onlyPayments`, row.onlyPayments),
      ...field(`${path}.per`, row.per),
    ]),
    ...each('split.rows', split.rows, (path, { when, deductsWaivedExcess }) => [
      [`${path}.party`, 'nobody'],
      ...field(`${path}.when`, when, () => ({ not: when })),
      ...field(`${path}.deductsWaivedExcess`, deductsWaivedExcess),
    ]),
  ];
}

/** The same for provisional money, evidence, approval and appeals. */
function changesOfHandling({ provisional, evidence, approval, appeal }: Pack): Change[] {
  return [
    ...field('provisional.from', provisional?.from, () => 'complaint'),
    ...field('provisional.within', provisional?.within, longer),
    ...field('provisional.shareBp', provisional?.shareBp, (share) => share - 1),
    ...figureAt('provisional.withholdUpToMinor', provisional?.withholdUpToMinor),
    ...field('provisional.withholdLossTypes', provisional?.withholdLossTypes),
    ...each('provisional.variants', provisional?.variants, (path, { within }) => [
      [path, undefined],
      [`${path}.within`, longer(within)],
    ]),
    ...each('evidence', evidence, (path, { requiredFromMinor, requiredIf }) => [
      [path, undefined],
      ...figureAt(`${path}.requiredFromMinor`, requiredFromMinor),
      ...conditionAt(`${path}.requiredIf`, requiredIf),
    ]),
    ...each('approval.tiers', approval.tiers, (path, { tier, awardUpToMinor }) => [
      [`${path}.tier`, otherThan('single', 'dual')(tier)],
      ...figureAt(`${path}.awardUpToMinor`, awardUpToMinor),
    ]),
    ...each('appeal', appeal, (path, { within }) => [
      [`${path}.step`, 'another'],
      ...field(`${path}.within`, within, longer),
    ]),
  ];
}

/** The same for clocks: by whose days, from when and how long they run, and what moves them. */
function changesOfClocks({ calendar, clocks }: Pack): Change[] {
  const hasFigures = clocks.some(({ within }) => within !== null);
  return [
    ...(hasFigures ? [['calendar', otherThan('SG', 'IN')(calendar)] as const] : []),
    ...each('clocks', clocks, (path, { within, from, pausable, ...clock }) => [
      [`${path}.id`, 'another'],
      [`${path}.from`, otherThan('complaint', 'appealed')(from)],
      [`${path}.within`, within === null ? '1BD' : longer(within)],
      ...(pausable ? [[`${path}.pausable`, false] as const] : []),
      ...field(`${path}.hardEnd`, clock.hardEnd, longer),
      ...each(`${path}.variants`, clock.variants, (place, { when, ...variant }) => [
        [`${place}.within`, longer(variant.within)],
        [`${place}.when`, { not: when }],
        ...conditionAt(`${place}.when`, when).slice(1),
      ]),
    ]),
  ];
}

describe.each(SHIPPED)('the cases of $packId $version would notice', (pack) => {
  const path = casesPathOf(join(PACKS_FOLDER, pack.packId, `${pack.version}.json`));
  const cases = JSON.parse(readFileSync(path, 'utf8')) as CasesFile;

  const changes = [changesOfScope, changesOfAmount, changesOfHandling, changesOfClocks].flatMap(
    (of) => of(pack),
  );

  it.each(changes)('%s = %j', (place, value) => {
    expect(runCases(changed(pack, place, value) as Pack, cases)).not.toEqual([]);
  });
});
