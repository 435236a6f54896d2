import { BY_DUE, NOTHING_TO_DO } from './notice';
import type { NoticeTable } from './notice';

/** What a credit before the decision gives rise to. Its dates stand in what happened. */
export const CREDIT_NOTICES = {
  'credit.paid_ahead': {
    mentions: ['summary'],
    subject: { en: 'We have paid you ahead', 'zh-CN': '已为您先行垫付' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: NOTHING_TO_DO,
    sms: {
      en: '{reference}: we paid you ahead, on condition. We go on with it. Questions: {phone}',
      'zh-CN': '索赔{reference}已先行垫付，您可全额使用，审核继续进行。电话{phone}',
    },
  },
  'credit.failed': {
    mentions: ['summary'],
    subject: { en: 'The money paid ahead did not arrive', 'zh-CN': '先行垫付未能到账' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: '{yourPart} If your account has changed, reply or call {phone}; never write a password.',
      'zh-CN': '{yourPart}如账户已变更，请直接回复或致电 {phone}，切勿告知密码。',
    },
    sms: {
      en: '{reference}: money paid ahead did not arrive, we look at it. Questions: {phone}',
      'zh-CN': '索赔{reference}先行垫付未能到账，我们正在处理。电话{phone}',
    },
  },
  'credit.goes_back': {
    mentions: ['summary'],
    subject: { en: 'What we paid you ahead goes back', 'zh-CN': '先行垫付款项将收回' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: 'After that day we take it back and tell you what was there. Until then nothing is taken.',
      'zh-CN': '该日之后我们将收回，并告知实际收回的金额；在此之前不会收回。',
    },
    byWhen: { en: 'The time for which it stays stands above.', 'zh-CN': '期限见上文。' },
    yourPart: {
      en: 'You need do nothing. If you do not agree, just reply or call {phone}, and we tell you what you can do.',
      'zh-CN': '无需您操作。如不同意，请直接回复或致电 {phone}，我们会告知您可采取的途径。',
    },
    sms: {
      en: '{reference}: what we paid you ahead goes back; by when is in your claim. {phone}',
      'zh-CN': '索赔{reference}先行垫付款项将收回，期限见索赔页面。电话{phone}',
    },
  },
  'credit.stays': {
    mentions: ['summary'],
    subject: { en: 'What we paid you ahead stays for now', 'zh-CN': '先行垫付款项暂予保留' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: NOTHING_TO_DO,
    sms: {
      en: '{reference}: what we paid you ahead stays while we look again. Questions: {phone}',
      'zh-CN': '索赔{reference}重新审核期间，先行垫付款项继续保留。电话{phone}',
    },
  },
  'credit.yours': {
    mentions: ['summary'],
    subject: { en: 'What we paid you ahead is yours', 'zh-CN': '先行垫付款项归您所有' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: NOTHING_TO_DO,
    sms: {
      en: '{reference}: what we paid you ahead is yours. Questions: {phone}',
      'zh-CN': '索赔{reference}先行垫付款项归您所有。电话{phone}',
    },
  },
  'credit.gone_back': {
    mentions: ['summary'],
    subject: { en: 'What became of the money paid ahead', 'zh-CN': '先行垫付款项收回结果' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: 'Where something is to be paid back, we write to you how much and by when.',
      'zh-CN': '如有应退还的款项，我们会告知您金额和期限。',
    },
    byWhen: {
      en: 'Nothing has to be done until you hear from us.',
      'zh-CN': '在收到我们的通知之前，您无需办理任何事项。',
    },
    yourPart: {
      en: 'You need do nothing now. If something is wrong with it, just reply or call {phone}.',
      'zh-CN': '目前无需您操作。如有疑问，请直接回复或致电 {phone}。',
    },
    sms: {
      en: '{reference}: the money paid ahead was settled, see your claim. Questions: {phone}',
      'zh-CN': '索赔{reference}先行垫付款项已处理，详见索赔页面。电话{phone}',
    },
  },
  'credit.to_repay': {
    mentions: ['summary'],
    subject: { en: 'Please pay back what we paid you ahead', 'zh-CN': '请退还先行垫付款项' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: 'Reply, and we tell you how to pay it back; parts over time are possible. Nothing is taken by itself.',
      'zh-CN': '请直接回复，我们会告知退还方式，也可分期退还；我们不会自行扣款。',
    },
    byWhen: { en: 'The time that you have stands above.', 'zh-CN': '期限见上文。' },
    yourPart: {
      en: 'Reply or call {phone}, also if you do not agree or cannot pay. We never ask for a password or a code.',
      'zh-CN':
        '请直接回复或致电 {phone}；如有异议或暂无力退还，也请告知。我们从不索要密码或验证码。',
    },
    sms: {
      en: '{reference}: please pay back what we paid you ahead; see your claim or call {phone}',
      'zh-CN': '索赔{reference}：请退还先行垫付款项，详见索赔页面或致电{phone}',
    },
  },
} as const satisfies NoticeTable;
