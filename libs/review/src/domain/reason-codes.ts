import type { Bilingual } from '@app/kernel';
import type { Assessment, Pack } from '@app/programs';

import type { Outcome } from './decision';

/** A code for why a line was decided so, with what it says to the claimant. */
export interface ReasonCode {
  readonly code: string;
  /** For a line that is awarded in full, in part, or not. */
  readonly outcomes: readonly Outcome[];
  readonly text: Bilingual;
}

/** A claim that is denied as a whole, for the one reason that the decision states in words. */
export const AS_STATED = 'denied.as_stated';

const FULL: readonly Outcome[] = ['approve'];
const LESS: readonly Outcome[] = ['partial'];
const NOTHING: readonly Outcome[] = ['deny'];
const NOT_FULL: readonly Outcome[] = ['partial', 'deny'];

/** What a reviewer may have found. Every programme can use these. */
const FOUND: readonly ReasonCode[] = [
  reason('covered.full', FULL, 'Covered in full.', '全额受保障。'),
  reason(
    'loss.partly_proven',
    LESS,
    'Only a part of the loss is shown by what is on file.',
    '现有材料仅能证明部分损失。',
  ),
  reason(
    'loss.not_proven',
    NOTHING,
    'What is on file does not show the loss.',
    '现有材料不能证明损失。',
  ),
  reason(
    'payment.own_order',
    NOT_FULL,
    'What is on file shows that you made this payment yourself and knew what it was for.',
    '现有材料表明该付款由您本人操作且知悉其用途。',
  ),
  reason(
    'payment.delivered',
    NOT_FULL,
    'What this payment was for has been delivered.',
    '该付款对应的商品或服务已经提供。',
  ),
  reason(
    'evidence.contradictory',
    NOT_FULL,
    'What is on file contradicts itself.',
    '现有材料相互矛盾。',
  ),
  reason(
    'evidence.not_genuine',
    NOTHING,
    'A file that was handed in is not genuine.',
    '提交的材料不真实。',
  ),
  reason('claim.duplicate', NOTHING, 'Another claim covers this payment.', '该付款已有其他索赔。'),
  reason(AS_STATED, NOTHING, 'For the reason stated in the decision.', '理由见本决定的说明。'),
  reason(
    'claimant.no_answer',
    NOTHING,
    'What we asked for has not come in time.',
    '未在期限内提供所需材料。',
  ),
];

/** What a programme's own rules say, by the code that they give a line. */
const BY_RULE: readonly ReasonCode[] = [
  reason('coverage.share', LESS, 'The programme pays a share of the loss.', '按比例赔付。'),
  reason('coverage.damage', LESS, 'The damaged share is paid.', '按损坏比例赔付。'),
  reason('payment.exceeded', LESS, 'No more than the payment itself.', '以付款本身的金额为限。'),
  reason('refund.deducted', LESS, 'What has been refunded is deducted.', '已扣除退款部分。'),
  reason('own_share.applied', NOT_FULL, 'Your own share is deducted.', '已扣除本人自负部分。'),
  reason('excess.applied', NOT_FULL, 'The excess is deducted.', '已扣除免赔额。'),
  reason(
    'split.claimant_bears',
    NOT_FULL,
    'A part stays with you by the rules of the programme.',
    '按分担规则，部分由本人承担。',
  ),
  reason('cap.applied', LESS, 'The most that is paid limits it.', '受赔付上限限制。'),
  reason('cap.reached', NOTHING, 'The most that is paid is used up.', '已达赔付上限。'),
  reason('refund.made_whole', NOTHING, 'This payment was refunded in full.', '该付款已全额退款。'),
  reason('payment.not_settled', NOTHING, 'The payment did not go through.', '该付款未成功。'),
  reason('window.expired', NOTHING, 'The time for claiming it had run out.', '索赔期限已过。'),
  reason('evidence.missing', NOTHING, 'Required evidence is missing.', '缺少必需材料。'),
  reason('loss_type.not_covered', NOTHING, 'This kind of loss is not covered.', '不保障该类损失。'),
  reason(
    'currency.not_covered',
    NOTHING,
    'This currency is not covered.',
    '该货币不在保障范围内。',
  ),
  reason('rail.not_covered', NOTHING, 'This way of paying is not covered.', '不保障该支付方式。'),
  reason('claimant.not_covered', NOTHING, 'This claimant is not covered.', '不保障该类索赔人。'),
  reason('cross_border.not_covered', NOTHING, 'It crossed a border.', '跨境付款不在保障范围内。'),
  reason('limits.exceeded', NOTHING, 'Too many payments in one claim.', '付款笔数超过上限。'),
  reason(
    'requirements.not_met',
    NOTHING,
    'What the programme presupposes does not hold.',
    '不符合保障的前提条件。',
  ),
];

/**
 * The codes that a reviewer can choose from, with their texts; under a pack also its exclusions.
 * Others are taken as well: a house may have codes of its own.
 */
export function reasonCodes(pack: Pick<Pack, 'exclusions'> | null): ReasonCode[] {
  const own = (pack?.exclusions ?? []).map(({ id, reason: text }) => ({
    code: `exclusion.${id}`,
    outcomes: NOT_FULL,
    text,
  }));
  return [...FOUND, ...BY_RULE, ...own];
}

/** What a code says: the assessment's own sentence, or in general; null for one nobody knows. */
export function reasonText(
  code: string,
  assessment: Pick<Assessment, 'reasons'>,
  pack: Pick<Pack, 'exclusions'>,
): Bilingual | null {
  const sentences = assessment.reasons.filter((one) => one.code === code);
  if (sentences.length === 1 && sentences[0] !== undefined) return sentences[0].text;
  return reasonCodes(pack).find((one) => one.code === code)?.text ?? null;
}

/** What a line may have got under one of our codes; null for a code of a house's own. */
export function outcomesOf(code: string): readonly Outcome[] | null {
  return reasonCodes(null).find((one) => one.code === code)?.outcomes ?? null;
}

const FORM = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,59}$/;

/** Whether a text has the form of a reason code. */
export function isReasonCode(text: string): boolean {
  return FORM.test(text);
}

function reason(code: string, outcomes: readonly Outcome[], en: string, zh: string): ReasonCode {
  return { code, outcomes, text: { en, 'zh-CN': zh } };
}
