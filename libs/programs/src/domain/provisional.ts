import type { Bilingual } from '@app/kernel';
import { Money, shareRoundedDown } from '@app/money';

import type { AppealTerms, ProvisionalTerms } from './assessment';
import type { BusinessCalendar } from './business-calendar';
import { dueAt } from './business-calendar';
import { conditionHolds } from './condition';
import { eventAt } from './event-at';
import { describeEvent } from './events';
import type { Pack, Provisional } from './pack';
import type { ReadFacts } from './read-facts';

/** What is credited before the decision, and until when. `null` where the pack promises nothing. */
export function provisionalTerms(
  pack: Pack,
  facts: ReadFacts,
  { award, calendar }: { readonly award: Money; readonly calendar: BusinessCalendar },
): ProvisionalTerms | null {
  const promise = pack.provisional;
  if (promise === null || !award.isPositive()) return null;
  const from = eventAt(promise.from, facts);
  const variant = promise.variants?.find(({ when }) => conditionHolds(when, facts.known) === true);
  const within = variant?.within ?? promise.within;
  const credited = shareRoundedDown(award, BigInt(promise.shareBp));
  const most = Money.of(withheldUpTo(promise, facts.lossType), pack.currency);
  return {
    dueAt: from === null ? null : dueAt(from, within, calendar).toISOString(),
    money: credited.toJson(),
    withholdUpTo: (most.isGreaterThan(credited) ? credited : most).toJson(),
  };
}

function withheldUpTo(promise: Provisional, lossType: string): bigint {
  const { withholdUpToMinor = '0', withholdLossTypes } = promise;
  return withholdLossTypes?.includes(lossType) === false ? 0n : BigInt(withholdUpToMinor);
}

/** The provisional credit in words, for the steps of the assessment. */
export function describeProvisional(
  pack: Pack,
  terms: ProvisionalTerms | null,
  calendar: BusinessCalendar,
): Bilingual {
  if (pack.provisional === null) {
    return {
      en: 'The programme credits nothing before the decision.',
      'zh-CN': '本保障在作出决定前不先行入账。',
    };
  }
  if (terms === null) {
    return { en: 'There is nothing to credit.', 'zh-CN': '没有可先行入账的金额。' };
  }
  const money = Money.fromJson(terms.money).toString();
  const held = Money.fromJson(terms.withholdUpTo);
  const holding = held.isZero()
    ? { en: '', zh: '' }
    : { en: ` Up to ${held.toString()} may be held back.`, zh: `最多可暂扣 ${held.toString()}。` };
  const event = describeEvent(pack.provisional.from);
  const until =
    terms.dueAt === null
      ? { en: `in time after ${event.en}`, zh: `${event['zh-CN']}后按期` }
      : {
          en: `until ${calendar.dateOf(new Date(terms.dueAt))}`,
          zh: `于 ${calendar.dateOf(new Date(terms.dueAt))} 前`,
        };
  return {
    en: `${money} is to be credited ${until.en}, before the decision.${holding.en}`,
    'zh-CN': `在作出决定前，应${until.zh}先行入账 ${money}。${holding.zh}`,
  };
}

/** Whom the claimant can ask to look again; a step from the decision counts as if it fell now. */
export function appealTerms(
  pack: Pack,
  facts: ReadFacts,
  { now, calendar }: { readonly now: Date; readonly calendar: BusinessCalendar },
): AppealTerms[] {
  return pack.appeal.map(({ step, by, from, within, label }) => {
    const at = from === 'decided' ? now : eventAt(from, facts);
    const isOpen = at === null || within === null;
    return {
      step,
      by,
      from,
      dueAt: isOpen ? null : dueAt(at, within, calendar).toISOString(),
      label,
    };
  });
}
