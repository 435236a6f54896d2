import type { PayoutMethod } from '@app/claims';
import type { Bilingual } from '@app/kernel';
import type { Money } from '@app/money';

/** What the timeline says about payouts, in words for the claimant. */
export const PAYOUT_TEXTS = {
  opened: (method: PayoutMethod): Bilingual =>
    method.route === 'original'
      ? {
          en: 'The payment is being sent back the way your payment came.',
          'zh-CN': '款项正按原支付渠道退回给您。',
        }
      : {
          en: `The payment goes to your account that ends in ${method.ending}.`,
          'zh-CN': `款项将付至您尾号 ${method.ending} 的账户。`,
        },
  cooledOff: {
    en: 'Nobody has objected to the account: the payment is being sent.',
    'zh-CN': '收款账户未收到异议，正在付款。',
  },
  settled: (money: Money, transferId: string): Bilingual => ({
    en: `We paid ${money.toString()}, trace number ${transferId}.`,
    'zh-CN': `已赔付 ${money.toString()}，流水号 ${transferId}。`,
  }),
  awaitingFunds: {
    en: 'The payment waits until money has reached the account that we pay from. Your award stands; it goes out by itself.',
    'zh-CN': '付款账户资金待补足，赔付决定不受影响，款项到位后将自动付出。',
  },
  funded: {
    en: 'The money is there: the payment is being sent.',
    'zh-CN': '资金已到位，正在付款。',
  },
  obstacle: {
    en: 'The payment met an obstacle. Your award stands; a person of ours is clearing it.',
    'zh-CN': '付款遇到问题，赔付决定不受影响，我们的工作人员正在处理。',
  },
} as const;
