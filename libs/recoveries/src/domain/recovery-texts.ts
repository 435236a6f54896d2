import type { Bilingual } from '@app/kernel';
import { amountText } from '@app/money';
import type { Money } from '@app/money';

/** What the timeline says of recoveries that concern the claimant, in words for them. */
export const RECOVERY_TEXTS = {
  clawback: (money: Money, reason: string): Bilingual => ({
    en: `We ask ${amountText(money, 'en')} of what we paid back. The reason: ${reason}`,
    'zh-CN': `我们要求退还已赔付款项 ${amountText(money, 'zh-CN')}，理由：${reason}`,
  }),
  forClaimant: (money: Money): Bilingual => ({
    en: `Money of the loss has come back, and ${amountText(money, 'en')} of it is yours, on top of your award.`,
    'zh-CN': `损失款项有追回，其中 ${amountText(money, 'zh-CN')} 归您，为原赔付之外的款项。`,
  }),
} as const;
