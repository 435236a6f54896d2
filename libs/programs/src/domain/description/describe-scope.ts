import type { Bilingual } from '@app/kernel';

import type { Exclusion, LossType, Pack } from '../pack';
import type { PackSection } from './pack-section';
import { NOTHING, after, amount, percent, sentence, text, when } from './words';

const AUTHORISED: Readonly<Record<LossType['authorised'], Bilingual>> = {
  no: text('the victim did not order the payment', '受害人未授权付款'),
  deceived: text('the victim was deceived into ordering the payment', '受害人受骗而授权付款'),
  error: text('the payment was made in error', '付款有误'),
  merchant: text('the merchant did not perform', '商家未履约'),
};

/** Whom and what the promise reaches. */
export function describeReach(pack: Pack): PackSection {
  const { claimants, rails, accounts, crossBorder, requires } = pack.eligible;
  const anyRail = rails.includes('any');
  return {
    title: text('Who and what is covered', '保障对象与范围'),
    lines: [
      text(`Claimants: ${claimants.join(', ')}.`, `索赔人：${claimants.join('、')}。`),
      anyRail
        ? text('Payments of any kind.', '任何支付方式。')
        : text(`Payments by: ${rails.join(', ')}.`, `支付方式：${rails.join('、')}。`),
      ...(accounts === undefined ? [] : [text(`Account: ${accounts}.`, `账户：${accounts}。`)]),
      ...(crossBorder === false ? [text('Not payments across a border.', '不含跨境付款。')] : []),
      ...(requires === undefined
        ? []
        : [sentence(text('Only if ', '前提：'), when(requires, pack), text('.', '。'))]),
      ...pack.lossTypes.map((lossType) => describeLossType(lossType)),
      ...paymentsMax(pack),
    ],
  };
}

function describeLossType(lossType: LossType): Bilingual {
  const { id, label, authorised, coverageBp, proportion, paysFees } = lossType;
  const extras = [
    ...(coverageBp === undefined
      ? []
      : [text(`; ${percent(coverageBp)} of the loss`, `；赔付损失的 ${percent(coverageBp)}`)]),
    ...(proportion === 'damage' ? [text('; in proportion to the damage', '；按损坏比例')] : []),
    ...(paysFees === true ? [text('; with the fees of proving it', '；另付鉴定等证明费用')] : []),
  ];
  return sentence(
    text(`"${label.en}" (${id}): `, `“${label['zh-CN']}”（${id}）：`),
    AUTHORISED[authorised],
    ...extras,
    text('.', '。'),
  );
}

function paymentsMax({ limits }: Pack): Bilingual[] {
  if (limits?.paymentsMax === undefined) return [];
  const most = String(limits.paymentsMax);
  return [text(`At most ${most} payments in one claim.`, `一次索赔最多 ${most} 笔付款。`)];
}

/** The grounds on which people may find that it does not hold. */
export function describeExclusions(pack: Pack): PackSection {
  return {
    title: text('What is not covered', '除外情形'),
    lines: pack.exclusions.map((exclusion) => describeExclusion(exclusion, pack)),
  };
}

function describeExclusion(exclusion: Exclusion, pack: Pack): Bilingual {
  const { id, reason, effect, burden, route, waivedIf } = exclusion;
  return sentence(
    text(`${reason.en} (${id}`, `${reason['zh-CN']}（${id}`),
    effect === 'review' ? text('; a person decides', '；由人工决定') : NOTHING,
    burden === undefined ? NOTHING : text(`; to be proved by ${burden}`, `；由 ${burden} 举证`),
    route === undefined ? NOTHING : text(`; sent to ${route}`, `；转交 ${route}`),
    waivedIf === undefined
      ? NOTHING
      : sentence(text('; set aside if ', '；如下情形不适用：'), when(waivedIf, pack)),
    text(')', '）'),
  );
}

/** Until when a loss can be claimed, and what has to be shown. */
export function describeFiling(pack: Pack): PackSection {
  return {
    title: text('Claiming in time, and with what', '索赔期限与材料'),
    lines: [describeWindow(pack), ...pack.evidence.map((rule) => describeEvidence(rule, pack))],
  };
}

function describeWindow(pack: Pack): Bilingual {
  if (pack.window === null) return text('There is no time limit.', '没有索赔期限。');
  const { from, within, extendIf } = pack.window;
  return sentence(
    text('Within ', '须在'),
    after(within, from),
    text('', '内提出'),
    extendIf === undefined
      ? NOTHING
      : sentence(text('; later a person decides if ', '；逾期如'), when(extendIf, pack)),
    extendIf === undefined ? NOTHING : text('', '，由人工决定'),
    text('.', '。'),
  );
}

function describeEvidence(rule: Pack['evidence'][number], pack: Pack): Bilingual {
  const isAlways = rule.requiredFromMinor === '0';
  const from = amount(rule.requiredFromMinor, pack);
  return sentence(
    text(`${rule.label.en} (${rule.id})`, `${rule.label['zh-CN']}（${rule.id}）`),
    isAlways ? NOTHING : text(`, from ${from} claimed`, `，索赔金额 ${from} 及以上`),
    rule.requiredIf === undefined
      ? NOTHING
      : sentence(text(', if ', '，如'), when(rule.requiredIf, pack)),
    rule.within === undefined
      ? NOTHING
      : sentence(text(', within ', '，时限：'), after(rule.within.within, rule.within.from)),
    text(`: ${rule.why.en}`, `：${rule.why['zh-CN']}`),
  );
}
