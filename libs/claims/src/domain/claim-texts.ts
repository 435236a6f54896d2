import type { Bilingual } from '@app/kernel';
import { amountText } from '@app/money';
import type { Money } from '@app/money';

import { PAYEE_COOLING_OFF_HOURS } from './payout-method';
import type { PayoutMethod } from './payout-method';

/** What the timeline says, in words for the claimant. */
export const CLAIM_TEXTS = {
  filed: (reference: string, claimed: Money): Bilingual => ({
    en: `We received your claim ${reference} for ${amountText(claimed, 'en')}.`,
    'zh-CN': `我们已收到您的索赔 ${reference}，金额 ${amountText(claimed, 'zh-CN')}。`,
  }),
  findingRecorded: {
    en: 'A reviewer recorded something that was found out about the claim.',
    'zh-CN': '审核员登记了查明的情况。',
  },
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
  payoutMethod: (method: PayoutMethod): Bilingual =>
    method.route === 'original'
      ? {
          en: 'An award goes back the way the payments came. If this was not you, tell us at once.',
          'zh-CN': '赔付款将按原支付渠道退回。如非您本人操作，请立即联系我们。',
        }
      : {
          en: `An award goes to the account that ends in ${method.ending}; a payment to it leaves ${String(PAYEE_COOLING_OFF_HOURS)} hours after it was named at the earliest. If this was not you, tell us at once.`,
          'zh-CN': `赔付款将付至尾号 ${method.ending} 的账户，最早在登记 ${String(PAYEE_COOLING_OFF_HOURS)} 小时后付出。如非您本人操作，请立即联系我们。`,
        },
  decisionVoid: {
    en: 'Something that the decision stood on has changed, so that nobody can confirm it any more. A reviewer looks at the claim again.',
    'zh-CN': '决定所依据的内容已有变更，原决定不再有效，审核员将重新审核。',
  },
  assigned: {
    en: 'Another person of ours looks after your claim now. You need do nothing.',
    'zh-CN': '您的索赔现由另一位工作人员负责，无需您操作。',
  },
  closed: (reason: string): Bilingual => ({
    en: `The claim is closed: ${reason}`,
    'zh-CN': `索赔已结案：${reason}`,
  }),
} as const;
