import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import type { Pack } from '@app/programs';

export type AppealStep = Pack['appeal'][number];

/** All of a loss, in basis points. */
const WHOLE_BP = 10_000;

/** `outside`: it is heard elsewhere, and noted here. */
export type AppealEnding = 'answered' | 'withdrawn' | 'outside';
export type AppealState = 'lodged' | 'open' | AppealEnding;

/** An appeal as far as the steps look at it. */
export interface SteppedAppeal {
  readonly step: string;
  /** The decision that it disputes. */
  readonly decisionId: string;
  readonly openedAt: Date | null;
  readonly ending: AppealEnding | null;
  /** The decision that answered it. */
  readonly answerId: string | null;
}

/** Where an appeal stands: kept until a payout is at rest, with its reviewer, or how it ended. */
export function appealState({ openedAt, ending }: SteppedAppeal): AppealState {
  if (ending !== null) return ending;
  return openedAt === null ? 'lodged' : 'open';
}

/** Whether we hear it ourselves: another reviewer does. Everybody else is outside of the house. */
export function isHeardHere({ by }: Pick<AppealStep, 'by'>): boolean {
  return by === 'another_reviewer';
}

/**
 * The step on which a decision can be appealed next, in the order of the pack; null when there is
 * none (any more). A decision that answered an appeal is beyond that appeal's step, and so is one
 * that was taken to somebody outside; one that nobody has disputed begins with the first.
 */
export function nextAppealStep(
  pack: Pick<Pack, 'appeal'>,
  decisionId: string,
  appeals: readonly SteppedAppeal[],
): AppealStep | null {
  const taken = appeals.filter(
    (one) =>
      one.answerId === decisionId || (one.decisionId === decisionId && one.ending === 'outside'),
  );
  const places = taken.map((one) => pack.appeal.findIndex(({ step }) => step === one.step));
  return pack.appeal[Math.max(-1, ...places) + 1] ?? null;
}

/** The appeal that has not ended yet; a claim has one at most. */
export function liveAppeal<Appeal extends SteppedAppeal>(
  appeals: readonly Appeal[],
): Appeal | undefined {
  return appeals.find(({ ending }) => ending === null);
}

/** What the claimant asks for. */
export interface AppealWish {
  readonly lineIds: readonly string[];
}

/** A claim as the rules of appealing see it. */
export interface AppealableClaim {
  readonly decisionId: string;
  readonly lossType: string;
  readonly lines: readonly {
    readonly id: string;
    readonly amountMinor: bigint;
    readonly awardMinor: bigint | null;
  }[];
}

/**
 * Refuses an appeal while another one lives (`appeal.open_already`), beyond the last step of the
 * pack (`appeal.no_step`), about what is no line of the claim, or no line twice
 * (`appeal.unknown_line`), and where all that was asked for was awarded
 * (`appeal.nothing_disputed`). Returns the step.
 */
export function requireAppealable(
  wish: AppealWish,
  claim: AppealableClaim,
  given: {
    readonly pack: Pick<Pack, 'appeal' | 'amount' | 'lossTypes'>;
    readonly appeals: readonly SteppedAppeal[];
  },
): AppealStep {
  if (liveAppeal(given.appeals) !== undefined) throw openAlready();
  const step = nextAppealStep(given.pack, claim.decisionId, given.appeals);
  if (step === null) throw noStep(given.pack);
  wish.lineIds.forEach((lineId, index) => {
    const isFirst = wish.lineIds.indexOf(lineId) === index;
    const isKnown = claim.lines.some(({ id }) => id === lineId);
    if (!isFirst || !isKnown) throw unknownLine(lineId, index);
  });
  const disputed = claim.lines.filter(({ id }) => wish.lineIds.includes(id));
  const isGranted = disputed.every((line) => (line.awardMinor ?? 0n) >= line.amountMinor);
  if (isGranted && !paysMoreThanTheLoss(given.pack, claim.lossType)) throw nothingDisputed();
  return step;
}

/** A pack that pays three times the price may have awarded the price and still too little. */
function paysMoreThanTheLoss(
  { amount, lossTypes }: Pick<Pack, 'amount' | 'lossTypes'>,
  lossType: string,
): boolean {
  const coverageBp = lossTypes.find(({ id }) => id === lossType)?.coverageBp ?? amount.coverageBp;
  return coverageBp > WHOLE_BP;
}

/** Refuses what comes after the last moment, and names that day: `appeal.too_late`. */
export function requireInTime(
  dueAt: Date | null,
  now: Date,
  { step, day }: { readonly step: AppealStep; readonly day: (at: Date) => string },
): void {
  if (dueAt === null || now <= dueAt) return;
  throw new DomainError(
    'conflict',
    'appeal.too_late',
    {
      en: `This appeal (${step.label.en}) had to be lodged by ${day(dueAt)}; today is ${day(now)}. If you know something new, ask us by telephone to look at the claim again.`,
      'zh-CN': `申诉（${step.label['zh-CN']}）须于 ${day(dueAt)} 前提出，今天是 ${day(now)}。如有新的情况，请来电要求重新处理。`,
    },
    { dueAt: dueAt.toISOString(), step: step.step },
  );
}

/** Nothing was decided that could be disputed: the claim was withdrawn, or merged. */
export function nothingDecided(): DomainError {
  return new DomainError('conflict', 'appeal.nothing_decided', {
    en: 'Nothing was decided on this claim, so there is nothing to appeal against. A claim that was withdrawn can be opened again, or filed anew.',
    'zh-CN': '该索赔尚无决定，无从申诉。已撤回的索赔可申请重新处理，或重新提交。',
  });
}

function nothingDisputed(): DomainError {
  return new DomainError('conflict', 'appeal.nothing_disputed', {
    en: 'Everything that was asked for on these lines was awarded. Name the lines that were not.',
    'zh-CN': '所选各行的索赔金额已全部获赔，请选择未全额获赔的行。',
  });
}

function openAlready(): DomainError {
  return new DomainError('conflict', 'appeal.open_already', {
    en: 'There is an appeal on this claim already. Add what is new to it as evidence.',
    'zh-CN': '该索赔已有申诉正在处理，如有新的情况请作为材料补充。',
  });
}

function noStep({ appeal }: Pick<Pack, 'appeal'>): DomainError {
  const steps: readonly Bilingual[] = appeal.map(({ label }) => label);
  const en = steps.map((label) => label.en).join(', ') || 'none';
  const zh = steps.map((label) => label['zh-CN']).join('、') || '无';
  return new DomainError('conflict', 'appeal.no_step', {
    en: `The guarantee has no further step against this decision. Its steps are: ${en}.`,
    'zh-CN': `对该决定，保障条款没有进一步的申诉途径。申诉途径：${zh}。`,
  });
}

function unknownLine(saw: string, index: number): DomainError {
  return new DomainError(
    'unprocessable',
    'appeal.unknown_line',
    {
      en: 'This is not a line of the claim, or it is named twice.',
      'zh-CN': '该行不属于此索赔，或重复出现。',
    },
    { field: `lines[${String(index)}].lineId`, saw },
  );
}
