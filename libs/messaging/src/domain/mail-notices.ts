import type { NoticeTable } from './notice';
import { BY_DUE } from './notice';

/** What became of the files of a mail, when that is not simply that they are on the claim. */
export const MAIL_NOTICES = {
  'mail.files': {
    mentions: ['outcome', 'yourPart'],
    subject: { en: 'The files in your mail', 'zh-CN': '关于您邮件中的附件' },
    happened: {
      en: 'We have your mail. {outcome}',
      'zh-CN': '已收到您的邮件。{outcome}',
    },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: {
      en: '{yourPart} You can reply, or call {phone}.',
      'zh-CN': '{yourPart}可直接回复或致电 {phone}。',
    },
    sms: {
      en: '{reference}: not all files of your mail could be taken or sorted. See the page. {phone}',
      'zh-CN': '索赔{reference}邮件附件有未收或未归类的，请登录查看。电话{phone}',
    },
  },
} as const satisfies NoticeTable;
