import { BY_DUE, NOTHING_TO_DO } from './notice';
import type { NoticeTable } from './notice';

/** What money beside the award gives rise to. */
export const GOODWILL_NOTICES = {
  'goodwill.granted': {
    mentions: ['summary'],
    subject: { en: 'We pay you something beside your award', 'zh-CN': '另向您支付补偿' },
    happened: { en: '{summary}', 'zh-CN': '{summary}' },
    next: { en: '{nextStep}', 'zh-CN': '{nextStep}' },
    byWhen: BY_DUE,
    yourPart: NOTHING_TO_DO,
    sms: {
      en: '{reference}: we pay you something beside your award. Questions: {phone}',
      'zh-CN': '索赔{reference}将另行向您支付补偿。电话{phone}',
    },
  },
} as const satisfies NoticeTable;
