import type { Bilingual } from '@app/kernel';

/** The moments of a claim's own life; the product sets them. */
export const CLAIM_EVENTS = [
  'claim_received',
  'documents_complete',
  'information_requested',
  'decided',
  'approved',
  'paid',
  'appealed',
] as const;

/** The moments that the disputed payments bring along, and when the claimant saw the loss. */
export const PAYMENT_EVENTS = ['payment', 'last_payment', 'discovered'] as const;

/** What happens elsewhere: somebody records it on the claim, with its time. */
export const MILESTONES = [
  'statement_sent',
  'learned_of_loss',
  'transaction_alert',
  'delivered',
  'dispute_opened',
  'dispute_escalated',
  'complaint',
  'complaint_answered',
  'loss_confirmed',
  'error_found',
  'investigation_done',
  'notified_counterparty',
  'counterparty_replied',
  'contribution_requested',
  'contribution_received',
  'report_opened',
  'analysed',
  'refund_requested',
] as const;

export type ClaimEvent = (typeof CLAIM_EVENTS)[number];
export type PaymentEvent = (typeof PAYMENT_EVENTS)[number];
export type Milestone = (typeof MILESTONES)[number];

/** The moments from which clocks, windows, liability and appeals run. */
export type EventName = ClaimEvent | PaymentEvent | Milestone;

/** Each event as the thing that a time runs from: "60 days after the sending of the statement". */
const LABELS: Readonly<Record<EventName, Bilingual>> = {
  claim_received: { en: 'receipt of the claim', 'zh-CN': '收到索赔' },
  documents_complete: { en: 'receipt of all documents', 'zh-CN': '材料齐全' },
  information_requested: { en: 'our request for information', 'zh-CN': '要求补充信息' },
  decided: { en: 'the decision', 'zh-CN': '作出决定' },
  approved: { en: 'the approval', 'zh-CN': '批准赔付' },
  paid: { en: 'the payout', 'zh-CN': '赔付到账' },
  appealed: { en: 'the appeal', 'zh-CN': '提出申诉' },
  payment: { en: 'the payment', 'zh-CN': '付款' },
  last_payment: { en: 'the last payment', 'zh-CN': '最后一笔付款' },
  discovered: { en: 'the discovery of the loss', 'zh-CN': '发现损失' },
  statement_sent: { en: 'the sending of the statement', 'zh-CN': '账单发出' },
  learned_of_loss: { en: 'learning of the loss or theft', 'zh-CN': '得知丢失或被盗' },
  transaction_alert: { en: 'the transaction alert', 'zh-CN': '收到交易提醒' },
  delivered: { en: 'delivery', 'zh-CN': '交付' },
  dispute_opened: { en: 'the opening of the dispute', 'zh-CN': '发起争议' },
  dispute_escalated: { en: 'the escalation of the dispute', 'zh-CN': '争议升级' },
  complaint: { en: 'the complaint', 'zh-CN': '提出投诉' },
  complaint_answered: { en: 'the answer to the complaint', 'zh-CN': '答复投诉' },
  loss_confirmed: { en: 'confirmation of the loss', 'zh-CN': '确认损失' },
  error_found: { en: 'the finding of the error', 'zh-CN': '发现差错' },
  investigation_done: { en: 'the end of the investigation', 'zh-CN': '调查结束' },
  notified_counterparty: { en: 'notice to the other institution', 'zh-CN': '通知对方机构' },
  counterparty_replied: { en: 'the reply of the other institution', 'zh-CN': '对方机构答复' },
  contribution_requested: { en: 'the request for a contribution', 'zh-CN': '要求分摊' },
  contribution_received: { en: 'receipt of the contribution', 'zh-CN': '收到分摊款' },
  report_opened: { en: 'the opening of the report', 'zh-CN': '建立报告' },
  analysed: { en: 'the end of the analysis', 'zh-CN': '分析结束' },
  refund_requested: { en: 'the request for a refund', 'zh-CN': '请求退款' },
};

/** An event in words, as a noun without an article of time: "the sending of the statement". */
export function describeEvent(name: EventName): Bilingual {
  return LABELS[name];
}

/** Whether a text names a milestone, which somebody records on a claim. */
export function isMilestone(text: string): text is Milestone {
  return (MILESTONES as readonly string[]).includes(text);
}
