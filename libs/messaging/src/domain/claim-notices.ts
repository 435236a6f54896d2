import { BY_DUE, NOTHING_TO_DO, NO_DATE } from './notice';
import type { NoticeTable } from './notice';

/** What the claim itself gives rise to: that it came, what is missing, who has it, how it ends. */
export const CLAIM_NOTICES = {
  'claim.received': {
    mentions: [],
    subject: { en: 'We have your claim', 'zh-CN': '已收到您的索赔' },
    happened: {
      en: 'We have your claim {reference} for {claimed}. {owner} is handling it.',
      'zh-CN': '我们已收到您的索赔 {reference}，金额 {claimed}，由{owner}负责处理。',
    },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: '{yourPart} To add anything just reply; if it is urgent call {phone}.',
      'zh-CN': '{yourPart}补充材料可直接回复；急事请拨 {phone}。',
    },
    sms: {
      en: 'We have your claim {reference}. Next step by {due}. Questions: {phone}',
      'zh-CN': '已收到索赔{reference}，下一步最迟{due}，详见索赔页面。电话{phone}',
    },
  },
  'claim.in_review': {
    mentions: [],
    subject: { en: 'A reviewer has your claim', 'zh-CN': '您的索赔已由审核员处理' },
    happened: {
      en: 'The check against the guarantee is done. {owner} looks at your claim now.',
      'zh-CN': '已按保障条款完成核查，现由{owner}审核您的索赔。',
    },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: NOTHING_TO_DO,
    sms: {
      en: '{reference} is being reviewed, next step by {due}. Questions: {phone}',
      'zh-CN': '索赔{reference}正在审核，下一步最迟{due}。电话{phone}',
    },
  },
  'info.requested': {
    mentions: ['summary'],
    subject: { en: 'We need something from you', 'zh-CN': '还需要您补充材料' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: 'Once we have it, or know why you do not, we go on at once.',
      'zh-CN': '收到材料或得知原因后，我们立即继续处理。',
    },
    byWhen: { en: 'Please send it by {due}.', 'zh-CN': '请在 {due} 前提供。' },
    yourPart: {
      en: 'Reply with the files, or hand them in on the page of the claim. If you do not have something, tell us why. What you have sent already you need not send again.',
      'zh-CN':
        '请直接回复并附上材料，或在索赔页面提交；没有的也可以告诉我们原因。已提交的材料无需重复提供。',
    },
    sms: {
      en: '{reference}: we need something from you by {due}. See your claim, or call {phone}',
      'zh-CN': '索赔{reference}还缺材料，请在{due}前提供，没有也可说明原因。电话{phone}',
    },
  },
  'info.received': {
    mentions: ['summary'],
    subject: { en: 'We have your answer and go on', 'zh-CN': '已收到您的答复，继续处理' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: NOTHING_TO_DO,
    sms: {
      en: '{reference}: we have your answer and go on. Next step by {due}. Questions: {phone}',
      'zh-CN': '索赔{reference}已收到您的答复，下一步最迟{due}。电话{phone}',
    },
  },
  'evidence.quarantined': {
    mentions: ['summary'],
    subject: { en: 'A file of yours cannot be used', 'zh-CN': '您的一份文件无法使用' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: 'Reply with another copy of it, for instance a screenshot. If you have none, tell us why.',
      'zh-CN': '请直接回复并另行提供一份，例如截图；没有也可以告诉我们原因。',
    },
    sms: {
      en: '{reference}: a file of yours cannot be used, please send another copy. {phone}',
      'zh-CN': '索赔{reference}的一份文件无法使用，请另行提供，如截图。电话{phone}',
    },
  },
  'clock.paused': {
    mentions: ['summary'],
    subject: { en: 'A time limit stands still', 'zh-CN': '时限暂停计时' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: '{yourPart} If you do not agree that it stands still, reply or call {phone}.',
      'zh-CN': '{yourPart}如对暂停计时有异议，请直接回复或致电 {phone}。',
    },
    sms: {
      en: '{reference}: a time limit stands still. Next step by {due}. Questions: {phone}',
      'zh-CN': '索赔{reference}时限暂停计时，下一步最迟{due}。电话{phone}',
    },
  },
  'clock.resumed': {
    mentions: ['summary'],
    subject: { en: 'A time limit runs again', 'zh-CN': '时限已恢复计时' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: NOTHING_TO_DO,
    sms: {
      en: '{reference}: a time limit runs again. Next step by {due}. Questions: {phone}',
      'zh-CN': '索赔{reference}已恢复计时，下一步最迟{due}。电话{phone}',
    },
  },
  'clock.extended': {
    mentions: ['summary'],
    subject: { en: 'It takes longer than we said', 'zh-CN': '处理时间延长' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: '{yourPart} If you do not agree, reply or call {phone}.',
      'zh-CN': '{yourPart}如有异议，请直接回复或致电 {phone}。',
    },
    sms: {
      en: '{reference}: it takes longer than we said. Next step by {due}. Questions: {phone}',
      'zh-CN': '索赔{reference}处理时间延长，下一步最迟{due}。电话{phone}',
    },
  },
  'claim.withdrawn': {
    mentions: ['summary'],
    subject: { en: 'Withdrawn as you wished', 'zh-CN': '已按您的要求撤回' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: 'Nothing more happens on this claim unless you ask for it.',
      'zh-CN': '如您没有新的要求，该索赔不再继续处理。',
    },
    byWhen: NO_DATE,
    yourPart: {
      en: 'You need do nothing. If this was not you, reply at once or call {phone}.',
      'zh-CN': '无需您操作。如非您本人操作，请立即直接回复或致电 {phone}。',
    },
    sms: {
      en: '{reference} was withdrawn as you wished. If this was not you, call {phone}',
      'zh-CN': '索赔{reference}已按您的要求撤回。如非本人操作请致电{phone}',
    },
  },
  'claim.closed': {
    mentions: ['summary'],
    subject: { en: 'Your claim is closed', 'zh-CN': '您的索赔已结案' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: 'Nothing more happens on this claim unless you write: a reply is read by a person, and the claim can be opened again.',
      'zh-CN': '如您不再来信，案件到此结束；您的回复会由工作人员阅读，案件可以重新打开。',
    },
    byWhen: NO_DATE,
    yourPart: {
      en: 'You need do nothing. If you do not agree, just reply.',
      'zh-CN': '无需您操作。如有异议，直接回复即可。',
    },
    sms: {
      en: '{reference} is closed, the reason is in your claim. Not agreed? Reply or call {phone}',
      'zh-CN': '索赔{reference}已结案，原因见索赔页面，如有异议请回复或致电{phone}',
    },
  },
  'claim.merged': {
    mentions: ['summary', 'goesOnIn'],
    subject: {
      en: 'Your claim {reference} goes on in {goesOnIn}',
      'zh-CN': '您的索赔 {reference} 已并入 {goesOnIn}',
    },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: 'From now on you hear from us under {goesOnIn}. A reply to what came under {reference} gets there too.',
      'zh-CN': '今后我们以 {goesOnIn} 与您联系；回复 {reference} 的旧消息同样有效。',
    },
    byWhen: {
      en: 'The date that counts is that of {goesOnIn}.',
      'zh-CN': '时限以 {goesOnIn} 为准。',
    },
    yourPart: {
      en: 'You need do nothing because of this. What you have sent or answered for either claim you need not send again.',
      'zh-CN': '无需您为此操作。您为其中任一索赔提交或答复过的内容均无需重复提供。',
    },
    sms: {
      en: '{reference} goes on in your claim {goesOnIn}. You need do nothing. Questions: {phone}',
      'zh-CN': '索赔{reference}已并入{goesOnIn}，无需操作。电话{phone}',
    },
  },
  'claim.reopened': {
    mentions: ['summary'],
    subject: { en: 'Your claim is open again', 'zh-CN': '您的索赔已重新处理' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: '{owner} has it. {nextStep}',
      'zh-CN': '由{owner}负责。{nextStep}',
    },
    byWhen: BY_DUE,
    yourPart: {
      en: '{yourPart} What is new you can add by replying.',
      'zh-CN': '{yourPart}如有新的情况，直接回复即可补充。',
    },
    sms: {
      en: '{reference} is open again, next step by {due}. Questions: {phone}',
      'zh-CN': '索赔{reference}已重新处理，下一步最迟{due}。电话{phone}',
    },
  },
} as const satisfies NoticeTable;
