import type { Bilingual } from '@app/kernel';
import type { BreachEffect, BusinessCalendar } from '@app/programs';

/** What follows from a broken promise, in words for the claimant. Null: it was kept, only late. */
const CONSEQUENCES: Readonly<Record<BreachEffect | 'credited' | 'late', Bilingual>> = {
  escalate: {
    en: 'We are sorry. A person of ours takes it up before other work; when the next step is due stands there.',
    'zh-CN': '非常抱歉，未能按承诺完成。工作人员已优先跟进，新的时限见“下一步”。',
  },
  provisional_credit: {
    en: 'We are sorry. Under the guarantee you are due a provisional credit until the decision, and a person of ours arranges it.',
    'zh-CN': '非常抱歉，未能按承诺完成。按保障条款，在作出决定前应先行垫付，工作人员正在办理。',
  },
  credited: {
    en: 'We are sorry that the decision takes longer. Under the guarantee you were given a provisional credit until then, and we go on with the decision.',
    'zh-CN': '很抱歉，决定所需时间超过承诺。按保障条款已为您先行垫付，我们会继续处理并作出决定。',
  },
  pay_claimant: {
    en: 'Under the guarantee the claim is then to be paid. A reviewer confirms it.',
    'zh-CN': '按保障条款应予赔付，待审核员确认。',
  },
  deny_claimant: {
    en: 'Under the guarantee the claim may then be refused. A reviewer looks at it first, and you can still add what is missing.',
    'zh-CN': '按保障条款，索赔可能不予支持。将先由审核员查看，您仍可补充材料。',
  },
  close: {
    en: 'Under the guarantee the claim may then be closed. A reviewer looks at it first, and you can still add what is missing.',
    'zh-CN': '按保障条款，索赔可能结案。将先由审核员查看，您仍可补充材料。',
  },
  late: {
    en: 'We are sorry that it was not done in time.',
    'zh-CN': '非常抱歉，未能按时完成。',
  },
};

/** What the timeline says about the clocks of a claim. */
export const CLOCK_TEXTS = {
  breached: (
    label: Bilingual,
    due: string,
    effect: BreachEffect | 'credited' | null,
  ): Bilingual => {
    const consequence = CONSEQUENCES[effect ?? 'late'];
    return {
      en: `The time for "${label.en}" ended: ${due}. ${consequence.en}`,
      'zh-CN': `“${label['zh-CN']}”的期限已过：${due}。${consequence['zh-CN']}`,
    };
  },
  paused: (label: Bilingual): Bilingual => ({
    en: `"${label.en}" stands still while something is waited for; it goes on with the time that is left.`,
    'zh-CN': `“${label['zh-CN']}”已暂停计时，待所需事项完成后以剩余时间继续。`,
  }),
  resumed: (label: Bilingual, due: string | null): Bilingual => ({
    en: `"${label.en}" goes on${due === null ? '' : `, and is due: ${due}`}.`,
    'zh-CN': `“${label['zh-CN']}”已恢复计时${due === null ? '' : `，新的期限：${due}`}。`,
  }),
  /** When it was due, and when it is now. */
  extended: (label: Bilingual, from: string, to: string): Bilingual => ({
    en: `We are sorry: "${label.en}" takes longer than we said. It was due ${from}, and is due now: ${to}.`,
    'zh-CN': `很抱歉，“${label['zh-CN']}”所需时间超出预期。原期限为 ${from}，现延至 ${to}。`,
  }),
  milestone: (event: Bilingual, at: string): Bilingual => ({
    en: `Recorded: ${event.en}, ${at}.`,
    'zh-CN': `已登记：${event['zh-CN']}，${at}。`,
  }),
  /** Which one is nobody's business who only reads the timeline. */
  circumstance: {
    en: 'A fact about the case was recorded, and counts from now on.',
    'zh-CN': '已登记与案件有关的情况，今后将一并考虑。',
  },
  estimated: (label: Bilingual, years: string): Bilingual => ({
    en: `When "${label.en}" is due is an estimate: the holidays of ${years} are not published yet.`,
    'zh-CN': `“${label['zh-CN']}”的期限为估计值：${years} 年的节假日安排尚未公布。`,
  }),
  /** Both are times for people. */
  otherDays: (label: Bilingual, due: string, today: string): Bilingual => ({
    en: `"${label.en}" stays due: ${due}. The days were published anew since it was promised; by these it would be: ${today}.`,
    'zh-CN': `“${label['zh-CN']}”的期限仍为 ${due}。承诺作出后节假日安排有更新，按新安排则为 ${today}。`,
  }),
} as const;

/** A time for people on the calendar's wall clock: the day, and the minute unless the day ends. */
export function wallTime(instant: Date, calendar: BusinessCalendar): string {
  const date = calendar.dateOf(instant);
  const next = calendar.dateOf(new Date(instant.getTime() + 1));
  if (next !== date) return date;
  const minute = new Intl.DateTimeFormat('sv-SE', {
    timeZone: calendar.timeZone,
    timeStyle: 'short',
  }).format(instant);
  return `${date} ${minute} (${calendar.timeZone})`;
}
