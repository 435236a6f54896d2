import { useLanguage } from '../language/language-context';
import { formatMoney } from '../money/format-money';
import type { MoneyJson } from '../money/format-money';
import type { ClaimCounts } from './claim-counts';
import { Digits } from './digits';
import { formatCount } from './format-count';

interface HeadlineFiguresProps {
  readonly counts: ClaimCounts;
  readonly paid: readonly MoneyJson[];
}

/** The three figures that say most: money paid, claims so far, claims that are still open. */
export function HeadlineFigures({ counts, paid }: HeadlineFiguresProps) {
  const { language, text } = useLanguage();
  return (
    <dl className="headlines">
      <div className="wide">
        <dt>{text('figures.paid')}</dt>
        {paid.length === 0 && <dd>{text('figures.paid_nothing')}</dd>}
        {paid.map((money) => (
          <dd key={money.currency}>
            <Digits text={formatMoney(money, language)} />
          </dd>
        ))}
      </div>
      <div>
        <dt>{text('figures.claims')}</dt>
        <dd>
          <Digits text={formatCount(counts.total, language)} />
        </dd>
      </div>
      <div>
        <dt>{text('figures.open')}</dt>
        <dd>
          <Digits text={formatCount(counts.open, language)} />
        </dd>
      </div>
    </dl>
  );
}
