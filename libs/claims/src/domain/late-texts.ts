import type { Bilingual } from '@app/kernel';

import type { NextStepCode } from './next-step';

/** Why a step was not done in time, in words that fit after "because". What we know, no more. */
const WHY = {
  assess: { en: 'our own check is not finished', 'zh-CN': '系统核查尚未完成' },
  add_evidence: { en: 'something is still missing', 'zh-CN': '仍缺少材料' },
  review: {
    en: 'the reviewer has not finished looking at your claim',
    'zh-CN': '审核员尚未完成审核',
  },
  approve: {
    en: 'the second person who confirms the decision has not done so yet',
    'zh-CN': '第二人复核尚未完成',
  },
  open_payout: { en: 'the payment is not prepared yet', 'zh-CN': '付款尚未准备完毕' },
  settle_payout: {
    en: 'the bank or payment service has not confirmed the payment yet',
    'zh-CN': '银行或支付机构尚未确认付款结果',
  },
  await_cooling_off: {
    en: 'the payment has not gone out after the day for objections',
    'zh-CN': '异议期届满后付款尚未付出',
  },
  await_funds: {
    en: 'the account that we pay from still waits for money',
    'zh-CN': '付款账户资金仍待补足',
  },
  resolve_payout: {
    en: 'the obstacle to the payment is not cleared yet',
    'zh-CN': '付款遇到的问题尚未解决',
  },
  await_rail: {
    en: 'the payment service still takes nothing',
    'zh-CN': '付款通道尚未恢复受理',
  },
  confirm_receipt: { en: 'the payment is not confirmed yet', 'zh-CN': '尚未确认收款' },
  name_account: { en: 'we know no account to pay to yet', 'zh-CN': '尚无可付款的账户' },
  order_again: {
    en: 'nobody has sent the payment again yet',
    'zh-CN': '尚未重新付款',
  },
  confirm_award: {
    en: 'nobody else has confirmed the decision yet',
    'zh-CN': '尚未由另一名工作人员再次确认决定',
  },
  credit_provisionally: {
    en: 'the provisional credit is not arranged yet',
    'zh-CN': '先行垫付尚未办妥',
  },
  pay_by_default: {
    en: 'the reviewer has not confirmed the payment that is due',
    'zh-CN': '审核员尚未确认应予的赔付',
  },
  deny_by_default: {
    en: 'the reviewer has not looked at your claim yet',
    'zh-CN': '审核员尚未查看您的索赔',
  },
  close_by_default: {
    en: 'the reviewer has not looked at your claim yet',
    'zh-CN': '审核员尚未查看您的索赔',
  },
  answer_message: {
    en: 'nobody has answered the message on your claim yet',
    'zh-CN': '您索赔中的留言尚未答复',
  },
  pay_recovered: {
    en: 'nobody has confirmed yet who gets which part of the money that came back',
    'zh-CN': '追回款项的分配尚未复核完成',
  },
  pay_goodwill: {
    en: 'nobody has confirmed yet what we pay you beside your award',
    'zh-CN': '赔付之外的补偿尚未复核完成',
  },
  answer_objection: {
    en: 'nobody has answered your objection yet',
    'zh-CN': '您的异议尚未答复',
  },
  follow_up: { en: 'what is still open is not done yet', 'zh-CN': '后续事项尚未办妥' },
} as const satisfies Readonly<Record<NextStepCode, Bilingual>>;

/** What the timeline says when a due time has passed, and of reminders, for the claimant. */
export const LATE_TEXTS = {
  /** We are late ourselves. */
  passed: (step: NextStepCode, { due, newDue }: LateTimes): Bilingual => ({
    en: `We are sorry: we promised the next step by ${due} and missed it, because ${WHY[step].en}. The new date is ${newDue}. The person who has your claim takes it up before other work; you need do nothing.`,
    'zh-CN': `非常抱歉，我们未能按承诺在 ${due} 前完成下一步，原因：${WHY[step]['zh-CN']}。新的期限为 ${newDue}。负责您索赔的工作人员已优先跟进，无需您操作。`,
  }),
  /** The claimant's own time is over. */
  overdue: ({ due, newDue }: LateTimes): Bilingual => ({
    en: `Your time to answer ended: ${due}. A reviewer looks at the claim by ${newDue}, and may close it then. You can still answer, now or later: an answer opens it again.`,
    'zh-CN': `答复期限已过：${due}。审核员将在 ${newDue} 前查看您的索赔，届时可能结案。您现在或之后仍可答复，答复后将重新处理。`,
  }),
  reminded: (items: readonly Bilingual[], due: string): Bilingual => {
    const en = items.map((item) => item.en).join('; ') || 'your answer';
    const zh = items.map((item) => item['zh-CN']).join('；') || '您的答复';
    return {
      en: `We are still waiting for: ${en}. Please send it by ${due}; if you do not have it, just tell us why. After that we go on with what there is, and you can still add it later.`,
      'zh-CN': `我们仍在等待：${zh}。请在 ${due} 前提供；如没有，请告诉我们原因。此后我们将按现有材料处理，之后您仍可补充。`,
    };
  },
  payeeReminded: (toConfirm: boolean, due: string): Bilingual =>
    toConfirm
      ? {
          en: `The payment still waits for you: please confirm in your app by ${due} that you take it. After that it comes back to us, and we send it again.`,
          'zh-CN': `付款仍待您确认：请在 ${due} 前于收款应用中确认收款。逾期款项将退回我方，由我方重新付款。`,
        }
      : {
          en: `We still hold your money. Please name an account in your own name by ${due}. The money stays yours after that.`,
          'zh-CN': `款项仍由我方为您保留。请在 ${due} 前提供您本人名下的收款账户，逾期后款项仍归您所有。`,
        },
  /** The claimant named no account in all that time. */
  unclaimed: (due: string): Bilingual => ({
    en: `We still hold your money and know no account to send it to. You can name one at any time; we write again by ${due}.`,
    'zh-CN': `款项仍由我方为您保留，尚无收款账户。您可随时提供；我们将在 ${due} 前再次与您联系。`,
  }),
  closedUnanswered: (reason: string): Bilingual => ({
    en: `We have not heard from you after two reminders, so a reviewer has closed the claim: ${reason} Just answer, and it is opened again.`,
    'zh-CN': `经两次提醒仍未收到您的答复，审核员已将索赔结案：${reason}。您直接答复即可重新处理。`,
  }),
  heard: { en: 'We received your message.', 'zh-CN': '已收到您的留言。' },
  notReopened: (why: Bilingual): Bilingual => ({
    en: `We received your answer, but the claim could not be opened again by itself: ${why.en} Call us, or file a new claim about what is left.`,
    'zh-CN': `已收到您的答复，但索赔未能自动重新处理：${why['zh-CN']}请致电我们，或就剩余部分重新提交索赔。`,
  }),
} as const;

/** As people read them: the day, with the minute unless the day ends. */
export interface LateTimes {
  readonly due: string;
  readonly newDue: string;
}
