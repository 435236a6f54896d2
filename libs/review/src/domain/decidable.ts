import { DomainError } from '@app/kernel';
import { Money } from '@app/money';
import type { Assessment, EvidenceState } from '@app/programs';

import type { DecidedLine, EvidenceWaiver, Outcome } from './decision';

export interface ProposedDecision {
  readonly outcome: Outcome;
  readonly lines: readonly {
    readonly lineId: string;
    readonly award: Money;
    readonly reasonCode: string;
  }[];
  readonly evidenceWaivers: readonly EvidenceWaiver[];
}

/** A claim as the rules of deciding see it. */
export interface DecidableClaim {
  readonly currency: string;
  readonly lines: readonly { readonly id: string }[];
}

/**
 * The decided lines of a proposal, one for each line of the claim, or a refusal that names the
 * line. A denial awards nothing; a line that is left out is denied; no award is above the policy.
 */
export function decidedLines(
  proposal: ProposedDecision,
  claim: DecidableClaim,
  assessment: Pick<Assessment, 'lines'>,
): DecidedLine[] {
  proposal.lines.forEach(({ lineId }, index) => {
    const known = claim.lines.some(({ id }) => id === lineId);
    const first = proposal.lines.findIndex((line) => line.lineId === lineId) === index;
    if (!known || !first) throw unknownLine(index, lineId);
  });
  const lines = claim.lines.map(({ id }) => {
    const index = proposal.lines.findIndex(({ lineId }) => lineId === id);
    const proposed = proposal.lines[index];
    const award = proposed?.award ?? Money.zero(claim.currency);
    const max = policyMax(id, claim.currency, assessment);
    requireWithinPolicy(index, award, { max, currency: claim.currency });
    return {
      line: {
        lineId: id,
        awardMinor: award.amountMinor.toString(),
        reasonCode: proposed?.reasonCode ?? 'not_awarded',
      },
      full: award.equals(max),
    };
  });
  requireOutcome(
    proposal.outcome,
    lines.map(({ line, full }) => ({ award: BigInt(line.awardMinor), full })),
  );
  return lines.map(({ line }) => line);
}

/** What the policy gives on a line. A pack pays in its own currency and in no other. */
function policyMax(lineId: string, currency: string, { lines }: Pick<Assessment, 'lines'>): Money {
  const assessed = lines.find((line) => line.lineId === lineId)?.award;
  return assessed?.currency === currency ? Money.fromJson(assessed) : Money.zero(currency);
}

function requireOutcome(
  outcome: Outcome,
  lines: readonly { award: bigint; full: boolean }[],
): void {
  const anything = lines.some(({ award }) => award > 0n);
  if (outcome === 'deny' && anything) {
    throw contradicts(outcome, 'a denial awards nothing on any line', '拒赔时各行赔付金额须为零');
  }
  if (outcome !== 'deny' && !anything) {
    throw contradicts(
      outcome,
      'it awards nothing; deny the claim instead',
      '没有赔付金额，应作出拒赔决定',
    );
  }
  if (outcome === 'approve' && lines.some(({ award, full }) => award === 0n || !full)) {
    throw contradicts(
      outcome,
      'an approval awards every line in full, as far as the policy goes; decide "partial" for less',
      '全额批准须对每一行按保障上限赔付，否则应作出部分批准（partial）',
    );
  }
}

/** Required evidence must be there or be waived item by item with a reason. */
export function requireEvidence(
  checklist: readonly EvidenceState[],
  waivers: readonly EvidenceWaiver[],
): void {
  const missing = checklist.filter(
    ({ item, required, state }) =>
      required && state === 'missing' && !waivers.some((waiver) => waiver.item === item),
  );
  if (missing.length > 0) {
    const items = missing.map(({ item }) => item);
    throw new DomainError(
      'conflict',
      'evidence.missing',
      {
        en: `Required evidence is missing: ${items.join(', ')}. Wait for it, or waive each item with a reason, which needs a second person.`,
        'zh-CN': `缺少必需材料：${items.join('、')}。请等待补充，或逐项说明理由予以豁免（须两人批准）。`,
      },
      { field: 'evidenceWaivers', items },
    );
  }
  const idle = waivers.find(
    (waiver) =>
      !checklist.some(
        ({ item, required, state }) => item === waiver.item && required && state === 'missing',
      ),
  );
  if (idle !== undefined) {
    throw new DomainError(
      'unprocessable',
      'evidence.waiver_idle',
      {
        en: `"${idle.item}" is not a required item that is missing, so there is nothing to waive.`,
        'zh-CN': `“${idle.item}”不是缺少的必需材料，无需豁免。`,
      },
      { field: 'evidenceWaivers', saw: idle.item },
    );
  }
}

function requireWithinPolicy(
  index: number,
  award: Money,
  limit: { max: Money; currency: string },
): void {
  const field = `lines[${String(index)}].award`;
  if (award.currency !== limit.currency || award.amountMinor < 0n) {
    throw new DomainError(
      'unprocessable',
      'decision.wrong_currency',
      {
        en: `An award is zero or more ${limit.currency}; we saw ${award.toString()}.`,
        'zh-CN': `赔付金额须为不小于零的 ${limit.currency}，收到的是 ${award.toString()}。`,
      },
      { field, saw: award.toString() },
    );
  }
  if (!award.isGreaterThan(limit.max)) return;
  throw new DomainError(
    'unprocessable',
    'decision.award_above_policy',
    {
      en: `The policy covers at most ${limit.max.toString()} on this line; you award ${award.toString()}. GET …/assessment shows why.`,
      'zh-CN': `按保障条款该行最多赔付 ${limit.max.toString()}，您填写了 ${award.toString()}，依据见 GET …/assessment。`,
    },
    { field, saw: award.toString() },
  );
}

function unknownLine(index: number, lineId: string): DomainError {
  return new DomainError(
    'unprocessable',
    'decision.unknown_line',
    {
      en: 'This is not a line of the claim, or it is named twice.',
      'zh-CN': '该行不属于此索赔，或重复出现。',
    },
    { field: `lines[${String(index)}].lineId`, saw: lineId },
  );
}

function contradicts(outcome: Outcome, en: string, zh: string): DomainError {
  return new DomainError(
    'unprocessable',
    'decision.contradiction',
    {
      en: `The outcome "${outcome}" contradicts the lines: ${en}.`,
      'zh-CN': `决定“${outcome}”与各行金额矛盾：${zh}。`,
    },
    { field: 'outcome', saw: outcome },
  );
}
