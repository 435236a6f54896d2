import { BY_DUE, NOTHING_TO_DO, NO_DATE } from './notice';
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
      'zh-CN': '索赔{reference}有款项追回，其中一部分归您。电话{phone}',
    },
  },
  'award.taken_back': {
    mentions: ['summary', 'appeal'],
    subject: { en: 'Part of your award is not paid', 'zh-CN': '部分赔付不再支付' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: 'What is left of your award, if anything, is paid by itself. {appeal}',
      'zh-CN': '赔付如有剩余部分，将自动付出。{appeal}',
    },
    byWhen: BY_DUE,
    yourPart: NOTHING_TO_DO,
    sms: {
      en: '{reference}: part of your award is not paid, your loss was made good. Questions: {phone}',
      'zh-CN': '索赔{reference}损失已弥补，部分赔付不再支付。电话{phone}',
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
      en: 'The time that you have stands above.',
      'zh-CN': '期限见上文。',
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
  'clawback.objected': {
    mentions: ['summary'],
    subject: { en: 'We received your objection', 'zh-CN': '已收到您的异议' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: 'A person of ours who had no part in it looks at your objection and answers.',
      'zh-CN': '由未参与该决定的工作人员复核并答复。',
    },
    byWhen: BY_DUE,
    yourPart: {
      en: 'Nothing. If something else speaks for you, reply with it.',
      'zh-CN': '目前无需您操作。如有其他材料，可直接回复。',
    },
    sms: {
      en: '{reference}: we got your objection and answer it. Nothing to repay until then. {phone}',
      'zh-CN': '索赔{reference}异议已收到，答复前无需退还。电话{phone}',
    },
  },
  'clawback.upheld': {
    mentions: ['summary'],
    subject: { en: 'Your objection was right', 'zh-CN': '您的异议成立' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: 'Nothing more is asked of you.', 'zh-CN': '不再要求您退还。' },
    byWhen: NO_DATE,
    yourPart: NOTHING_TO_DO,
    sms: {
      en: '{reference}: your objection was right, we ask nothing back. Questions: {phone}',
      'zh-CN': '索赔{reference}您的异议成立，不再要求退还。电话{phone}',
    },
  },
  'clawback.dismissed': {
    mentions: ['summary'],
    subject: { en: 'Our answer to your objection', 'zh-CN': '对您异议的答复' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: 'If something new speaks for you, you can object again. You can also go to a court or an ombudsman.',
      'zh-CN': '如有新的理由，您可再次提出异议，也可依法投诉或起诉。',
    },
    byWhen: {
      en: 'The time that you have stands above.',
      'zh-CN': '期限见上文。',
    },
    yourPart: {
      en: 'Reply, and we tell you how to repay; or object again with what is new, or call {phone}.',
      'zh-CN': '请直接回复，我们会告知退还方式；如有新的理由可再次提出异议，或致电 {phone}。',
    },
    sms: {
      en: '{reference}: we answered your objection and still ask money back. Questions: {phone}',
      'zh-CN': '索赔{reference}异议已答复，仍要求退还。电话{phone}',
    },
  },
} as const satisfies NoticeTable;
