import type { NoticeTable } from './notice';

const MOVE_IT = {
  en: 'You need do nothing but answer. To move or cancel it use the page of the claim, reply, or call {phone}.',
  'zh-CN': '请留意接听。如需改时间或取消，可在索赔页面操作、直接回复或致电 {phone}。',
} as const;
const AT_SLOT = {
  en: 'We call within half an hour from {slot}.',
  'zh-CN': '我们将在 {slot} 起半小时内致电。',
} as const;
const NO_CALL = {
  en: 'No time is agreed for a call any more.',
  'zh-CN': '目前没有约定的回电时间，也没有时限。',
} as const;
const CLAIM_UNCHANGED = {
  en: 'Nothing changes on your claim. {nextStep}',
  'zh-CN': '索赔本身不受影响。{nextStep}',
} as const;

/** What calls that somebody asked for give rise to. */
export const CALLBACK_NOTICES = {
  'callback.booked': {
    mentions: ['slot', 'number'],
    subject: { en: 'A call is booked', 'zh-CN': '已预约回电' },
    happened: {
      en: 'A call is booked: we will call {number} at {slot}.',
      'zh-CN': '已预约回电：我们将于 {slot} 致电 {number}。',
    },
    next: AT_SLOT,
    byWhen: { en: 'At {slot}.', 'zh-CN': '{slot}。' },
    yourPart: MOVE_IT,
    sms: {
      en: '{reference}: we will call {number} at {slot}. Questions: {phone}',
      'zh-CN': '索赔{reference}：{slot}致电{number}。电话{phone}',
    },
  },
  'callback.moved': {
    mentions: ['slot', 'number'],
    subject: { en: 'Our call has been changed', 'zh-CN': '回电安排已更改' },
    happened: {
      en: 'Our call to you has been changed: we will call {number} at {slot}.',
      'zh-CN': '回电安排已更改：我们将于 {slot} 致电 {number}。',
    },
    next: AT_SLOT,
    byWhen: { en: 'At {slot}.', 'zh-CN': '{slot}。' },
    yourPart: {
      en: `${MOVE_IT.en} If it was not you who changed it, call us at once.`,
      'zh-CN': `${MOVE_IT['zh-CN']}如非您本人更改，请立即致电我们。`,
    },
    sms: {
      en: '{reference}: changed, we will call {number} at {slot}. Questions: {phone}',
      'zh-CN': '索赔{reference}改为{slot}致电{number}。电话{phone}',
    },
  },
  'callback.cancelled': {
    mentions: ['slot'],
    subject: { en: 'Our call is cancelled', 'zh-CN': '回电已取消' },
    happened: {
      en: 'The call at {slot} is cancelled.',
      'zh-CN': '{slot} 的回电已取消。',
    },
    next: CLAIM_UNCHANGED,
    byWhen: NO_CALL,
    yourPart: {
      en: 'You need do nothing. If you did not want that, or to be called after all, reply or call {phone}.',
      'zh-CN': '无需您操作。如取消并非您的意愿，或仍需回电，请直接回复或致电 {phone}。',
    },
    sms: {
      en: '{reference}: the call at {slot} is cancelled. Questions: {phone}',
      'zh-CN': '索赔{reference}：{slot}的回电已取消。电话{phone}',
    },
  },
  'callback.late': {
    mentions: ['missedSlot', 'slot', 'number'],
    subject: { en: 'We did not call in time', 'zh-CN': '抱歉，我们未按时回电' },
    happened: {
      en: 'We are sorry: we promised to call at {missedSlot}, and did not. The fault is ours, not yours.',
      'zh-CN': '非常抱歉：我们承诺于 {missedSlot} 致电，但没有做到，责任在我们。',
    },
    next: {
      en: 'We will call {number} at {slot}; {owner} knows of it.',
      'zh-CN': '我们将于 {slot} 致电 {number}，{owner}已知悉。',
    },
    byWhen: { en: 'At {slot}.', 'zh-CN': '{slot}。' },
    yourPart: MOVE_IT,
    sms: {
      en: '{reference}: sorry, we did not call. New time {slot}. Or call us: {phone}',
      'zh-CN': '索赔{reference}抱歉未按时回电，改为{slot}。电话{phone}',
    },
  },
  'callback.missed': {
    mentions: ['slot', 'number'],
    subject: { en: 'We could not reach you', 'zh-CN': '没有打通您的电话' },
    happened: {
      en: 'We called {number} and could not reach you.',
      'zh-CN': '我们致电 {number}，没有打通。',
    },
    next: { en: 'We will try again at {slot}.', 'zh-CN': '我们将于 {slot} 再次致电。' },
    byWhen: { en: 'At {slot}.', 'zh-CN': '{slot}。' },
    yourPart: MOVE_IT,
    sms: {
      en: '{reference}: we could not reach you and will try at {slot}. Or call us: {phone}',
      'zh-CN': '索赔{reference}未打通，{slot}再拨。电话{phone}',
    },
  },
  'callback.unreached': {
    mentions: ['number', 'link'],
    subject: { en: 'We called three times', 'zh-CN': '我们三次致电均未打通' },
    happened: {
      en: 'We called three times, last {number}, and could not reach you. {owner} knows of it.',
      'zh-CN': '我们三次致电均未打通，最近一次拨打的是 {number}，{owner}已知悉。',
    },
    next: CLAIM_UNCHANGED,
    byWhen: NO_CALL,
    yourPart: {
      en: 'You need do nothing. To be called at a time that suits you better choose one at {link}, reply with what you wanted to know, or call {phone}.',
      'zh-CN':
        '无需您操作。如仍需回电，请在 {link} 另选方便的时间；也可直接回复您想了解的内容，或致电 {phone}。',
    },
    sms: {
      en: '{reference}: we called three times. Choose another time in your claim, or call {phone}',
      'zh-CN': '索赔{reference}三次致电未通，可在索赔页面另约时间或致电{phone}',
    },
  },
  'callback.wrong_number': {
    mentions: ['number', 'link'],
    subject: { en: 'The number that we called is wrong', 'zh-CN': '我们拨打的号码有误' },
    happened: {
      en: 'We called {number}, and somebody else answered. We talk about your claim with you and whom you named, and with nobody else.',
      'zh-CN': '我们致电 {number}，接听者是其他人。索赔的情况我们只与您本人及您指定的人沟通。',
    },
    next: CLAIM_UNCHANGED,
    byWhen: NO_CALL,
    yourPart: {
      en: 'To be called, give us the right number and choose a time at {link}, or call {phone}.',
      'zh-CN': '如仍需回电，请在 {link} 填写正确的号码并选择时间，或致电 {phone}。',
    },
    sms: {
      en: '{reference}: somebody else answered our call. Give us another number, or call {phone}',
      'zh-CN': '索赔{reference}的回电号码有误，请在索赔页面更正或致电{phone}',
    },
  },
} as const satisfies NoticeTable;
