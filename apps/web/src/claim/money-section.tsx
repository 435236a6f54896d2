import type { ReactNode } from 'react';

import { useLanguage } from '../language/language-context';
import { formatMoney } from '../money/format-money';
import type { MoneyJson } from '../money/format-money';
import type { ClaimMoney } from './claim';
import { PayoutList } from './payout-list';
import type { ClaimPayout } from './payouts';

interface MoneySectionProps {
  readonly money: ClaimMoney;
  readonly payouts: readonly ClaimPayout[];
  /** What stands below, such as the letter. */
  readonly children?: ReactNode;
}

/** What was claimed, awarded and paid, and how far each payment is. */
export function MoneySection({ money, payouts, children }: MoneySectionProps) {
  const { language, text } = useLanguage();
  const { claimed, awarded, credited, takenBack, paid, goodwill } = money;
  const shown = (sum: MoneyJson): string => formatMoney(sum, language);
  return (
    <section aria-labelledby="money">
      <h2 id="money">{text('money.title')}</h2>
      <dl className="sums">
        <Sum name={text('money.claimed')} sum={shown(claimed)} />
        <Sum
          name={text('money.awarded')}
          sum={awarded === null ? text('money.undecided') : shown(awarded)}
        />
        {credited !== null && <Sum name={text('money.credited')} sum={shown(credited)} />}
        {takenBack !== null && <Sum name={text('money.taken_back')} sum={shown(takenBack)} />}
        <Sum name={text('money.paid')} sum={shown(paid)} />
        {goodwill !== null && <Sum name={text('money.goodwill')} sum={shown(goodwill)} />}
      </dl>
      <PayoutList payouts={payouts} />
      {children}
    </section>
  );
}

function Sum({ name, sum }: { readonly name: string; readonly sum: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{sum}</dd>
    </div>
  );
}
