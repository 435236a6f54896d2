import type { Bilingual } from '@app/kernel';
import { amountText } from '@app/money';
import type { Money } from '@app/money';

/** What the timeline says about the review, in words for the claimant. */
export const REVIEW_TEXTS = {
  inReview: {
    en: 'The check against the guarantee is done. A reviewer looks at the claim now.',
    'zh-CN': '已按保障条款完成核查，现由审核员审核。',
  },
  awaitingApproval: {
    en: 'A reviewer has decided. Because of the amount, or because evidence was waived, a second person confirms it.',
    'zh-CN': '审核员已作出决定。因金额较大或豁免了材料，须由第二人复核。',
  },
  returned: {
    en: 'The second person has returned the decision for another look.',
    'zh-CN': '复核人员已将决定退回重新审核。',
  },
  recalled: {
    en: 'The reviewer has taken the decision back for another look.',
    'zh-CN': '审核员已撤回决定，重新审核。',
  },
  awardConfirmed: {
    en: 'Another person has confirmed the award, and the payment goes on.',
    'zh-CN': '另有一人已确认赔付，付款继续办理。',
  },
  confirmed: (reason: string): Bilingual => ({
    en: `We looked at your claim again, and what was awarded stays as it is: ${reason}`,
    'zh-CN': `我们已重新审核，原赔付决定不变：${reason}`,
  }),
  approved: (award: Money): Bilingual => ({
    en: `Your claim is approved: ${amountText(award, 'en')}.`,
    'zh-CN': `您的索赔已通过，赔付 ${amountText(award, 'zh-CN')}。`,
  }),
  denied: (reason: string): Bilingual => ({
    en: `The claim is denied: ${reason}`,
    'zh-CN': `索赔未能通过：${reason}`,
  }),
  automatic: {
    en: 'Approved automatically: the award is within the automatic limit of the guarantee, the evidence is complete and no signal calls for a person.',
    'zh-CN': '系统自动批准：赔付金额在自动批准限额内，材料齐全，且没有需要人工处理的信号。',
  },
} as const;
