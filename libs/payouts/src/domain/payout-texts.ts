import type { PayoutMethod } from '@app/claims';
import type { Bilingual } from '@app/kernel';
import { amountText } from '@app/money';
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
    en: `We paid ${amountText(money, 'en')}, trace number ${transferId}.`,
    'zh-CN': `已赔付 ${amountText(money, 'zh-CN')}，流水号 ${transferId}。`,
  }),
  recoveredSettled: (money: Money, transferId: string): Bilingual => ({
    en: `We paid your part of the money that came back, ${amountText(money, 'en')}, trace number ${transferId}.`,
    'zh-CN': `已支付追回款项中归您的部分 ${amountText(money, 'zh-CN')}，流水号 ${transferId}。`,
  }),
  goodwillSettled: (money: Money, transferId: string): Bilingual => ({
    en: `We paid ${amountText(money, 'en')} beside your award, trace number ${transferId}.`,
    'zh-CN': `已在赔付之外支付 ${amountText(money, 'zh-CN')}，流水号 ${transferId}。`,
  }),
  takenBack: (money: Money, reason: string): Bilingual => ({
    en: `${amountText(money, 'en')} of your award is not paid, because that part of your loss was made good meanwhile. The reason: ${reason}`,
    'zh-CN': `您的损失已部分或全部弥补，原赔付中 ${amountText(money, 'zh-CN')} 不再支付。理由：${reason}`,
  }),
  awaitingFunds: {
    en: 'The payment waits until money has reached the account that we pay from. Your award stands; it goes out by itself.',
    'zh-CN': '付款账户资金待补足，赔付决定不受影响，款项到位后将自动付出。',
  },
  funded: {
    en: 'The money is there: the payment is being sent.',
    'zh-CN': '资金已到位，正在付款。',
  },
  awaitingRail: {
    en: 'The payment waits for the payment service that we pay through. Your award stands; it goes out by itself.',
    'zh-CN': '付款通道暂停受理，赔付决定不受影响，恢复后将自动付出。',
  },
  railAgain: {
    en: 'The payment service takes payments again: yours is being sent.',
    'zh-CN': '付款通道已恢复受理，正在付款。',
  },
  awaitingPayee: {
    en: 'The payment has reached you and waits for you: confirm in your app that you take it.',
    'zh-CN': '付款已发出，待您在收款应用中确认收款。',
  },
  returned: (money: Money): Bilingual => ({
    en: `The payment of ${amountText(money, 'en')} came back to us: the account did not take it. Your award stands, and we hold the money for you.`,
    'zh-CN': `${amountText(money, 'zh-CN')} 的付款被收款账户退回。赔付决定不受影响，款项由我方为您保留。`,
  }),
  orderedAgain: {
    en: 'The payment is being sent once more.',
    'zh-CN': '正在重新付款。',
  },
  unclaimed: (isPaidToState: boolean): Bilingual =>
    isPaidToState
      ? {
          en: 'Nobody collected the payment, and the time for it is over. As the law asks, the money went to the public authority, where you can still claim it.',
          'zh-CN': '款项长期无人领取且期限已满，已依法上缴主管机关，您仍可向该机关申领。',
        }
      : {
          en: 'Nobody collected the payment, and the time in which it can be claimed is over. If you can still be paid, reply or call us.',
          'zh-CN': '款项长期无人领取且时效已满，本案结案。如您仍希望领取，请回复或致电我们。',
        },
  obstacle: {
    en: 'The payment met an obstacle. Your award stands; a person of ours is clearing it.',
    'zh-CN': '付款遇到问题，赔付决定不受影响，我们的工作人员正在处理。',
  },
} as const;
