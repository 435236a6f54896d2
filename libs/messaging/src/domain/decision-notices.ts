import { BY_DUE, NOTHING_TO_DO } from './notice';
import type { NoticeTable } from './notice';

const READ_THE_LETTER = {
  en: 'The letter with amounts and reasons line by line is on the page of the claim.',
  'zh-CN': '逐项金额与依据见索赔页面中的决定书。',
} as const;

/** What decisions, appeals and payments give rise to. */
export const DECISION_NOTICES = {
  'decision.approved': {
    mentions: ['amount', 'appeal'],
    subject: { en: 'Your claim is approved', 'zh-CN': '您的索赔已通过' },
    happened: {
      en: `Your claim is approved: {amount}. ${READ_THE_LETTER.en}`,
      'zh-CN': `您的索赔已通过，赔付 {amount}。${READ_THE_LETTER['zh-CN']}`,
    },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: 'You need do nothing. {appeal}',
      'zh-CN': '无需您操作。{appeal}',
    },
    sms: {
      en: '{reference} is approved: {amount}. We pay by {due}. Questions: {phone}',
      'zh-CN': '{reference}已通过，赔付{amount}，最迟{due}付款。电话{phone}',
    },
  },
  'decision.partial': {
    mentions: ['amount', 'appeal'],
    subject: { en: 'A part of your claim is approved', 'zh-CN': '您的索赔部分通过' },
    happened: {
      en: `We approved {amount} of {claimed}. ${READ_THE_LETTER.en}`,
      'zh-CN': `已通过 {amount}，共索赔 {claimed}。${READ_THE_LETTER['zh-CN']}`,
    },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: 'You need do nothing to be paid. {appeal}',
      'zh-CN': '收款无需您操作。{appeal}',
    },
    sms: {
      en: '{reference}: {amount} is approved, a part. Not agreed? Reply or call {phone}',
      'zh-CN': '索赔{reference}部分通过，赔付{amount}，如有异议请致电{phone}',
    },
  },
  'decision.denied': {
    mentions: ['summary', 'appeal'],
    subject: { en: 'The decision on your claim', 'zh-CN': '您的索赔的决定' },
    happened: {
      en: `We are sorry, we could not approve it. {summary} ${READ_THE_LETTER.en}`,
      'zh-CN': `很抱歉，{summary} ${READ_THE_LETTER['zh-CN']}`,
    },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: { en: '{appeal}', 'zh-CN': '{appeal}' },
    yourPart: {
      en: 'You need do nothing if you accept it. If you do not, just reply or call {phone}, and we tell you what you can do.',
      'zh-CN': '如无异议无需操作；如不同意，请直接回复或致电 {phone}，我们会告知您可采取的途径。',
    },
    sms: {
      en: '{reference} could not be approved; reasons in your claim. Not agreed? Call {phone}',
      'zh-CN': '很抱歉，索赔{reference}未能通过，原因见索赔页面，如有异议请致电{phone}',
    },
  },
  'decision.confirmed': {
    mentions: ['summary', 'appeal'],
    subject: { en: 'The answer to your appeal', 'zh-CN': '您的申诉的答复' },
    happened: {
      en: `{summary} ${READ_THE_LETTER.en}`,
      'zh-CN': `{summary} ${READ_THE_LETTER['zh-CN']}`,
    },
    next: {
      en: 'What was awarded is yours. {nextStep}',
      'zh-CN': '已赔付的款项不受影响。{nextStep}',
    },
    byWhen: { en: '{appeal}', 'zh-CN': '{appeal}' },
    yourPart: {
      en: 'You need do nothing if you accept it. If you do not, just reply and we tell you what you can do.',
      'zh-CN': '如无异议无需操作；如不同意，直接回复，我们会告知您可采取的途径。',
    },
    sms: {
      en: '{reference}: we looked again and the decision stays. Reasons in your claim. {phone}',
      'zh-CN': '索赔{reference}已重新审核，原决定不变，理由见索赔页面。电话{phone}',
    },
  },
  'appeal.lodged': {
    mentions: ['summary'],
    subject: { en: 'We have your appeal', 'zh-CN': '已收到您的申诉' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: '{yourPart} What is new you can add by replying.',
      'zh-CN': '{yourPart}如有新的情况，直接回复即可补充。',
    },
    sms: {
      en: '{reference}: we have your appeal. Next step by {due}. Questions: {phone}',
      'zh-CN': '已收到索赔{reference}的申诉，下一步最迟{due}。电话{phone}',
    },
  },
  'appeal.outside': {
    mentions: ['summary'],
    subject: { en: 'We noted to whom you turn', 'zh-CN': '已记录您的申诉去向' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: 'We give it whatever it asks for, and tell you when we hear what it found.',
      'zh-CN': '我们会配合提供其所需材料，得知结论后通知您。',
    },
    byWhen: {
      en: 'It keeps its own time limits, which we cannot promise for it.',
      'zh-CN': '时限由该机构自行掌握，我们无法代为承诺。',
    },
    yourPart: {
      en: 'You need do nothing towards us.',
      'zh-CN': '对我们无需您操作。',
    },
    sms: {
      en: '{reference}: we noted to whom you turn, and look at what is found. {phone}',
      'zh-CN': '索赔{reference}：已记录您的申诉去向，结论我们会研究。电话{phone}',
    },
  },
  'payout.sent': {
    mentions: ['summary'],
    subject: { en: 'Your money is on its way', 'zh-CN': '款项正在支付' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: 'You need do nothing. If the account is not yours, reply at once or call {phone}.',
      'zh-CN': '无需您操作。如收款账户有误，请立即直接回复或致电 {phone}。',
    },
    sms: {
      en: '{reference}: your money is on its way, expected by {due}. Questions: {phone}',
      'zh-CN': '索赔{reference}款项正在支付，预计{due}前到账。电话{phone}',
    },
  },
  'payout.paid': {
    mentions: ['summary'],
    subject: { en: 'We have paid', 'zh-CN': '已付款' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: '{nextStep} Banks may take until the next working day to show the money.',
      'zh-CN': '{nextStep}部分银行可能在下一工作日显示到账。',
    },
    byWhen: BY_DUE,
    yourPart: {
      en: '{yourPart} If the money has not come by the next working day, just reply.',
      'zh-CN': '{yourPart}下一工作日如仍未到账，直接回复即可。',
    },
    sms: {
      en: '{reference}: we have paid. Not there by tomorrow? Call {phone}',
      'zh-CN': '索赔{reference}已付款，如次一工作日仍未到账请致电{phone}',
    },
  },
  'payout.failed': {
    mentions: ['summary'],
    subject: { en: 'The payment met an obstacle', 'zh-CN': '付款遇到问题' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: 'You need do nothing now. If your account has changed, reply or call {phone}; never write a password.',
      'zh-CN': '目前无需操作。如账户已变更，请直接回复或致电 {phone}，切勿告知密码。',
    },
    sms: {
      en: '{reference}: the payment met an obstacle, we act by {due}. Your award stands. {phone}',
      'zh-CN': '索赔{reference}付款遇到问题，最迟{due}处理，赔付不受影响。电话{phone}',
    },
  },
  'payout.to_confirm': {
    mentions: ['summary'],
    subject: { en: 'Please confirm that you take the payment', 'zh-CN': '请确认收款' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: { en: 'Please confirm by {due}.', 'zh-CN': '请在 {due} 前确认。' },
    yourPart: {
      en: 'Confirm in the app that the payment came to. We never ask you for a password or a code; if anybody does, call {phone}.',
      'zh-CN': '请在收款应用中确认收款。我们不会向您索要密码或验证码，如遇索要请致电 {phone}。',
    },
    sms: {
      en: '{reference}: confirm in your app by {due} that you take the payment. {phone}',
      'zh-CN': '索赔{reference}付款待您在收款应用中确认，请在{due}前办理。电话{phone}',
    },
  },
  'payout.returned': {
    mentions: ['summary'],
    subject: { en: 'The payment came back to us', 'zh-CN': '付款被退回' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: 'Name an account in your own name on the page of your claim, or call {phone}. A day after that we pay again. Never write a password.',
      'zh-CN':
        '请在索赔页面提供您本人名下的收款账户，或致电 {phone}；登记满一天后我们重新付款。切勿告知密码。',
    },
    sms: {
      en: '{reference}: the payment came back. Name an account in your name by {due}. {phone}',
      'zh-CN': '索赔{reference}付款被退回，请在{due}前提供本人收款账户。电话{phone}',
    },
  },
  'payout.reminder': {
    mentions: ['summary'],
    subject: { en: 'Your money waits for you', 'zh-CN': '款项待您领取' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: 'Do what stands under "What is next" on the page of your claim, or call {phone}. The money stays yours.',
      'zh-CN': '请在索赔页面按“下一步”办理，或致电 {phone}。款项始终归您所有。',
    },
    sms: {
      en: '{reference}: your money waits for you, please act by {due}. Questions: {phone}',
      'zh-CN': '索赔{reference}款项待您领取，请在{due}前办理，详见索赔页面。电话{phone}',
    },
  },
  'payout.waiting': {
    mentions: ['summary'],
    subject: { en: 'The payment comes a little later', 'zh-CN': '付款将稍后进行' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: NOTHING_TO_DO,
    sms: {
      en: '{reference}: the payment waits until {due}. Your award stands. Questions: {phone}',
      'zh-CN': '索赔{reference}付款稍后进行，最迟{due}，赔付不受影响。电话{phone}',
    },
  },
  'payee.changed': {
    mentions: ['summary'],
    subject: { en: 'Where your award goes was changed', 'zh-CN': '收款方式已变更' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: 'If this was you, you need do nothing. If it was not, call {phone} at once.',
      'zh-CN': '如系您本人操作，无需其他操作；如非本人，请立即致电 {phone}。',
    },
    sms: {
      en: '{reference}: where the award goes was changed. If this was not you, call {phone}',
      'zh-CN': '索赔{reference}的收款方式已变更。如非本人操作请立即致电{phone}',
    },
  },
} as const satisfies NoticeTable;
