import type { Bilingual } from '@app/kernel';
import { amountText } from '@app/money';
import type { Money } from '@app/money';

import type { GoodwillGround } from './goodwill';

/** What the timeline says about money beside the award, in words for the claimant. */
export const GOODWILL_TEXTS: Readonly<
  Record<GoodwillGround, (money: Money, reason: string) => Bilingual>
> = {
  goodwill: (money, reason) => ({
    en: `Beside your award we pay you ${amountText(money, 'en')} as goodwill. The reason: ${reason}`,
    'zh-CN': `除赔付外，另向您支付补偿金 ${amountText(money, 'zh-CN')}。理由：${reason}`,
  }),
  lateness: (money, reason) => ({
    en: `We did not keep a promise in time. For that we pay you ${amountText(money, 'en')} beside your award. The reason: ${reason}`,
    'zh-CN': `我方未按时履行承诺，为此在赔付之外向您支付逾期补偿 ${amountText(money, 'zh-CN')}。理由：${reason}`,
  }),
};
