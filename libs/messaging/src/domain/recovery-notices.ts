import { BY_DUE, NOTHING_TO_DO } from './notice';
import type { NoticeTable } from './notice';

/** What money that comes back, or is claimed back, gives rise to. */
export const RECOVERY_NOTICES = {
  'recovery.for_you': {
    mentions: ['summary'],
    subject: { en: 'Money of your loss has come back', 'zh-CN': '您的损失款项有追回' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: NOTHING_TO_DO,
    sms: {
      en: '{reference}: money of your loss came back, a part is yours. Questions: {phone}',
      'zh-CN': '索赔{reference}有款项追回，其中一部分归您，无需操作。电话{phone}',
    },
  },
  'clawback.raised': {
    mentions: ['summary'],
    subject: { en: 'We ask back what we paid', 'zh-CN': '要求退还赔付款项' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: 'You have the right to object: a person of ours looks at what you say, and answers.',
      'zh-CN': '您有权提出异议，工作人员将查看并答复。',
    },
    byWhen: {
      en: 'You have 15 business days of time: please repay or object until then.',
      'zh-CN': '期限为 15 个工作日，请在此期间退还款项或提出异议。',
    },
    yourPart: {
      en: 'Reply to object, with whatever speaks for you, or call {phone}. If you want to repay, reply and we tell you how; we never ask for a password or a code.',
      'zh-CN':
        '如有异议，请直接回复并附上材料，或致电 {phone}。如愿退还，请直接回复，我们会告知方式；我们从不索要密码或验证码。',
    },
    sms: {
      en: '{reference}: we ask back what we paid. You can object: reply or call {phone}',
      'zh-CN': '索赔{reference}要求退还赔付款项，您可提出异议：回复或致电{phone}',
    },
  },
} as const satisfies NoticeTable;
