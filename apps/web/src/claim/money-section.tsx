import { useLanguage } from '../language/language-context';
import { formatMoney } from '../money/format-money';
import type { MoneyJson } from '../money/format-money';
import type { ClaimMoney } from './claim';

/** What was claimed, awarded and paid. */
export function MoneySection({ money }: { readonly money: ClaimMoney }) {
  const { language, text } = useLanguage();
  const { claimed, awarded, credited, takenBack, paid } = money;
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
      </dl>
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
