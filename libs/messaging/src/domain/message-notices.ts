import { BY_DUE } from './notice';
import type { NoticeTable } from './notice';

/** How the words of our own people go out: with where the claim stands, like everything else. */
export const MESSAGE_NOTICES = {
  'message.written': {
    mentions: ['body'],
    subject: { en: 'A message about your claim', 'zh-CN': '关于您的索赔的消息' },
    happened: { en: '{body}', 'zh-CN': '{body}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: 'If we ask something above, please reply. {yourPart}',
      'zh-CN': '如上文需要您答复，请直接回复。{yourPart}',
    },
    sms: {
      en: '{reference}: there is a message for you on the page of your claim. Questions: {phone}',
      'zh-CN': '索赔{reference}有给您的新消息，请登录索赔页面查看。电话{phone}',
    },
  },
} as const satisfies NoticeTable;
