import { isCurrency } from '@app/money';

import type { Cap, Pack } from '../domain/pack';
import { lossTypeProblems } from './liability-problems';
import { located, problem } from './pack-problem';
import type { PackProblem } from './pack-problem';

/** Caps that carry their figure in the pack; the facts of the claim carry the others. */
const SCOPES_WITH_AMOUNT: readonly string[] = ['claim', 'claimant_year'] satisfies Cap['scope'][];

/** Amounts that contradict each other. */
export function amountProblems(pack: Pack): PackProblem[] {
  return [
    ...currencyProblems(pack),
    ...located('$.amount.caps', pack.amount.caps).flatMap(({ path, entry }) =>
      capProblems(path, entry),
    ),
    ...excessProblems(pack),
    ...withholdingProblems(pack),
    ...tierProblems(pack),
  ];
}

/** Thresholds above the most that one claim can bring: they may be meant, but hardly are. */
export function thresholdsBeyondCap(pack: Pack): PackProblem[] {
  const most = claimCap(pack);
  if (most === null) return [];
  const evidence = located('$.evidence', pack.evidence).map(({ path, entry }) => ({
    path: `${path}.requiredFromMinor`,
    minor: entry.requiredFromMinor,
  }));
  const tiers = located('$.approval.tiers', pack.approval.tiers).map(({ path, entry }) => ({
    path: `${path}.awardUpToMinor`,
    minor: entry.awardUpToMinor,
  }));
  return [...evidence, ...tiers].flatMap(({ path, minor }) => {
    if (minor === null || BigInt(minor) <= most) return [];
    return [
      problem(
        path,
        `We saw ${minor}, above the cap of ${most.toString()} per claim; check whether that is meant.`,
        `收到的是 ${minor}，高于每次索赔的上限 ${most.toString()}；请确认是否有意如此。`,
      ),
    ];
  });
}

function currencyProblems({ currency }: Pack): PackProblem[] {
  if (isCurrency(currency)) return [];
  return [
    problem(
      '$.currency',
      `"${currency}" is not a currency code of ISO 4217.`,
      `“${currency}”不是 ISO 4217 货币代码。`,
    ),
  ];
}

function capProblems(path: string, { scope, amountMinor }: Cap): PackProblem[] {
  const needsAmount = SCOPES_WITH_AMOUNT.includes(scope);
  if (needsAmount === (amountMinor !== undefined)) return [];
  return [
    needsAmount
      ? problem(
          `${path}.amountMinor`,
          `A cap per "${scope}" needs its amount; add "amountMinor".`,
          `范围为“${scope}”的上限须有金额，请填写 amountMinor。`,
        )
      : problem(
          `${path}.amountMinor`,
          `A cap of the scope "${scope}" takes its amount from the claim; take "amountMinor" out.`,
          `范围为“${scope}”的上限以索赔事实为准，请删除 amountMinor。`,
        ),
  ];
}

function excessProblems(pack: Pack): PackProblem[] {
  const excess = pack.amount.excess?.amountMinor;
  const most = claimCap(pack);
  if (excess === undefined || most === null || BigInt(excess) < most) return [];
  return [
    problem(
      '$.amount.excess.amountMinor',
      `We saw ${excess}, not less than the cap of ${most.toString()} per claim: nothing would ever be paid.`,
      `收到的是 ${excess}，不低于每次索赔的上限 ${most.toString()}，等于从不赔付。`,
    ),
  ];
}

function withholdingProblems(pack: Pack): PackProblem[] {
  const { withholdUpToMinor, withholdLossTypes } = pack.provisional ?? {};
  const path = '$.provisional.withholdLossTypes';
  if (withholdLossTypes !== undefined && withholdUpToMinor === undefined) {
    return [
      problem(
        path,
        'This is never used, because nothing is held back; take it out or add "withholdUpToMinor".',
        '该字段不会被使用，因为没有可预留的金额；请删除或填写 withholdUpToMinor。',
      ),
    ];
  }
  return lossTypeProblems(pack, path, withholdLossTypes);
}

/** Every award must find a tier, and the largest ones must find a person. */
function tierProblems({ approval: { tiers } }: Pack): PackProblem[] {
  const limits = tiers.map(({ awardUpToMinor }) => awardUpToMinor);
  const rises = limits.every((limit, index) => {
    if (limit === null) return index === limits.length - 1;
    return BigInt(limit) > BigInt(limits[index - 1] ?? '0');
  });
  const last = tiers.at(-1);
  const people = tiers.map(({ tier }) => ['automatic', 'single', 'dual'].indexOf(tier));
  const needsMore = people.every((count, index) => count > (people[index - 1] ?? -1));
  if (rises && needsMore && last?.awardUpToMinor === null && last.tier !== 'automatic') return [];
  return [
    problem(
      '$.approval.tiers',
      'Limits and people must rise from tier to tier; the last tier has the limit null and needs a person.',
      '各级限额和人数须逐级递增；最后一级限额为 null，且必须由人批准。',
    ),
  ];
}

/** The lowest cap per claim, or null without one. */
function claimCap({ amount: { caps } }: Pack): bigint | null {
  const amounts = caps.flatMap(({ scope, amountMinor }) =>
    scope === 'claim' && amountMinor !== undefined ? [BigInt(amountMinor)] : [],
  );
  if (amounts.length === 0) return null;
  return amounts.reduce((least, amount) => (amount < least ? amount : least));
}
