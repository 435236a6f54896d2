import { BY_DUE, NO_DATE } from './notice';
import type { NoticeTable } from './notice';

/** What a time that has passed gives rise to: on our side, and on the claimant's. */
export const LATE_NOTICES = {
  'sla.late': {
    mentions: ['summary'],
    subject: { en: 'We are late, and sorry', 'zh-CN': '我们未能按时完成，非常抱歉' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{owner} follows it up. {nextStep}', 'zh-CN': '由{owner}跟进。{nextStep}' },
    byWhen: { en: 'The new date is {due}.', 'zh-CN': '新的期限：{due}。' },
    yourPart: {
      en: '{yourPart} If it is urgent reply, or call {phone}.',
      'zh-CN': '{yourPart}急事请直接回复或致电 {phone}。',
    },
    sms: {
      en: '{reference}: we are late, and sorry. New date: {due}. Questions: {phone}',
      'zh-CN': '抱歉，索赔{reference}逾期，新期限{due}，正在跟进。电话{phone}',
    },
  },
  'info.reminder': {
    mentions: ['summary'],
    subject: { en: 'We are still waiting for you', 'zh-CN': '仍在等待您补充材料' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: 'Once we hear from you we go on at once.',
      'zh-CN': '收到您的消息后我们立即继续处理。',
    },
    byWhen: { en: 'Please answer by {due}.', 'zh-CN': '请在 {due} 前答复。' },
    yourPart: {
      en: 'Reply with the files, or hand them in on the page of the claim. If you do not have something, tell us why; if you need more time, say so.',
      'zh-CN':
        '请直接回复并附上材料，或在索赔页面提交；没有的请告诉我们原因，需要更多时间也请告诉我们。',
    },
    sms: {
      en: '{reference}: we still wait for your answer, by {due}. No papers? Tell us why: {phone}',
      'zh-CN': '索赔{reference}仍待您答复，请在{due}前，没有也可说明原因。电话{phone}',
    },
  },
  'info.overdue': {
    mentions: ['summary'],
    subject: { en: 'Your time to answer has passed', 'zh-CN': '答复期限已过' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{owner} has it. {nextStep}', 'zh-CN': '由{owner}负责。{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: 'Reply now if you can, with what we asked for or with the reason why you do not have it. If you need more time call {phone}.',
      'zh-CN': '如可以，请现在直接回复并附上材料，或说明没有的原因；需要更多时间请致电 {phone}。',
    },
    sms: {
      en: '{reference}: your time to answer has passed. You can still reply, or call {phone}',
      'zh-CN': '索赔{reference}答复期限已过，仍可回复，否则可能结案。电话{phone}',
    },
  },
  'claim.closed_unanswered': {
    mentions: ['summary'],
    subject: { en: 'Closed until you answer', 'zh-CN': '因未收到答复已结案' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: {
      en: 'A reply opens the claim again, whenever it comes.',
      'zh-CN': '您随时回复，案件即重新处理。',
    },
    byWhen: NO_DATE,
    yourPart: {
      en: 'Reply with what we asked for, or with the reason why you do not have it. If you want nothing more you need do nothing.',
      'zh-CN': '请直接回复并附上材料，或说明没有的原因；如不再索赔，则无需操作。',
    },
    sms: {
      en: '{reference} is closed because we heard nothing. A reply opens it again, or call {phone}',
      'zh-CN': '索赔{reference}因未收到答复已结案，回复即可重新处理。电话{phone}',
    },
  },
  'claim.not_reopened': {
    mentions: ['summary'],
    subject: { en: 'We have your answer', 'zh-CN': '已收到您的答复' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: 'Call {phone} if you do not agree, or reply.',
      'zh-CN': '如有异议，请致电 {phone} 或直接回复。',
    },
    sms: {
      en: '{reference}: we have your answer, but could not open it again. Please call {phone}',
      'zh-CN': '索赔{reference}已收到答复但未能重新处理，请致电{phone}',
    },
  },
} as const satisfies NoticeTable;
