import type { Bilingual } from '@app/kernel';
import type { Money } from '@app/money';

/** What the timeline says, in words for the claimant. */
export const CLAIM_TEXTS = {
  filed: (reference: string, claimed: Money): Bilingual => ({
    en: `We received your claim ${reference} for ${claimed.toString()}.`,
    'zh-CN': `我们已收到您的索赔 ${reference}，金额 ${claimed.toString()}。`,
  }),
  evidenceAdded: (item: Bilingual, fileName: string): Bilingual => ({
    en: `We received "${fileName}" for: ${item.en}.`,
    'zh-CN': `已收到“${fileName}”（${item['zh-CN']}）。`,
  }),
  documentsComplete: {
    en: 'All required evidence is here. We go on checking.',
    'zh-CN': '所需材料已齐全，我们继续核查。',
  },
  withdrawn: {
    en: 'The claim was withdrawn at the wish of the claimant. The payments can be claimed again.',
    'zh-CN': '索赔已应索赔人要求撤回，相关付款可再次索赔。',
  },
  closed: (reason: string): Bilingual => ({
    en: `The claim is closed: ${reason}`,
    'zh-CN': `索赔已结案：${reason}`,
  }),
} as const;
