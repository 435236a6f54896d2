import type { Bilingual } from '@app/kernel';

import type { CallbackMove } from './callback-moves';
import { timeSaid } from './notice';

interface Said {
  /** The slot as it is after the move. */
  readonly slotAt: Date;
  /** The slot as it was before. */
  readonly slotBefore: Date;
  readonly timeZone: string;
}

/** What the timeline says of each move; `{slot}` and `{before}` stand for times. */
const TEXTS: Readonly<Record<CallbackMove, Bilingual>> = {
  booked: { en: 'A call was booked for {slot}.', 'zh-CN': '已预约于 {slot} 回电。' },
  moved: { en: 'The call was changed: {slot}.', 'zh-CN': '回电安排已更改：{slot}。' },
  cancelled: { en: 'The call at {before} was cancelled.', 'zh-CN': '{before} 的回电已取消。' },
  lapsed: {
    en: 'We did not call at {before} as promised. New time: {slot}.',
    'zh-CN': '我们未按承诺于 {before} 回电，新的时间：{slot}。',
  },
  reached: { en: 'We called and spoke.', 'zh-CN': '已致电并沟通。' },
  refused: { en: 'We called; no talk was wanted.', 'zh-CN': '已致电，对方不愿通话。' },
  wrong_number: {
    en: 'We called; the number belongs to somebody else.',
    'zh-CN': '已致电，号码不属于本人。',
  },
  missed: {
    en: 'We called and reached nobody. We try again at {slot}.',
    'zh-CN': '已致电，未打通，将于 {slot} 再拨。',
  },
  given_up: {
    en: 'We called for the third time and reached nobody.',
    'zh-CN': '第三次致电仍未打通。',
  },
};

/** What the timeline says of a move, with its times on the clock of the desk. */
export function callbackText(
  move: CallbackMove,
  { slotAt, slotBefore, timeZone }: Said,
): Bilingual {
  const say = (language: keyof Bilingual): string =>
    TEXTS[move][language]
      .replace('{slot}', timeSaid(slotAt, language, timeZone))
      .replace('{before}', timeSaid(slotBefore, language, timeZone));
  return { en: say('en'), 'zh-CN': say('zh-CN') };
}
