import type { Bilingual } from '@app/kernel';
import { amountText } from '@app/money';
import type { Money } from '@app/money';

/** What the timeline says of recoveries that concern the claimant, in words for them. */
export const RECOVERY_TEXTS = {
  /** `day`: until when they have time, for people. */
  clawback: (money: Money, reason: string, day: string): Bilingual => ({
    en: `We ask ${amountText(money, 'en')} of what we paid back. You have time until ${day} to repay or to object. The reason: ${reason}`,
    'zh-CN': `我们要求退还已赔付款项 ${amountText(money, 'zh-CN')}，请在 ${day} 前退还或提出异议。理由：${reason}`,
  }),
  objected: {
    en: 'You objected to what we ask back. Until a person of ours has looked at it nothing is asked of you.',
    'zh-CN': '已收到您对退款要求的异议。在工作人员答复前，您无需退还。',
  },
  objectionUpheld: (money: Money, reason: string): Bilingual => ({
    en: `Your objection was right: we no longer ask ${amountText(money, 'en')} back. The reason: ${reason}`,
    'zh-CN': `您的异议成立，我们不再要求退还 ${amountText(money, 'zh-CN')}。理由：${reason}`,
  }),
  objectionDismissed: (money: Money, reason: string, day: string): Bilingual => ({
    en: `We looked at your objection and still ask ${amountText(money, 'en')} back, until ${day}. The reason: ${reason}`,
    'zh-CN': `经复核，我们仍要求退还 ${amountText(money, 'zh-CN')}，请在 ${day} 前退还。理由：${reason}`,
  }),
  creditOwed: (money: Money, day: string): Bilingual => ({
    en: `Please pay back ${amountText(money, 'en')} until ${day}: we paid it to you ahead, no decision covers it, and it was not there any more when it went back.`,
    'zh-CN': `请在 ${day} 前退还 ${amountText(money, 'zh-CN')}：该款项系先行垫付，未获决定支持，且收回时已不在您的账户中。`,
  }),
  forClaimant: (money: Money): Bilingual => ({
    en: `Money of the loss has come back, and ${amountText(money, 'en')} of it is yours, on top of your award.`,
    'zh-CN': `损失款项有追回，其中 ${amountText(money, 'zh-CN')} 归您，为原赔付之外的款项。`,
  }),
} as const;
