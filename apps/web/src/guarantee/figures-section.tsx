import { useEffect, useRef } from 'react';

import type { Resource } from '../http/use-resource';
import { useLanguage } from '../language/language-context';
import { FailurePanel } from '../page/failure-panel';
import { Skeleton } from '../page/skeleton';
import { AsOf } from './as-of';
import { claimCounts } from './claim-counts';
import { ClaimTable } from './claim-table';
import type { Guarantee } from './guarantee';
import { HeadlineFigures } from './headline-figures';

interface FiguresSectionProps {
  readonly guarantee: Resource<Guarantee>;
  readonly phone: string | null;
}

/** How the promise is kept, in figures: loading, failed, empty or there. */
export function FiguresSection({ guarantee, phone }: FiguresSectionProps) {
  const { text } = useLanguage();
  const { value, failure, retry } = guarantee;
  const heading = useRef<HTMLHeadingElement>(null);
  const asked = useRef(false);

  useEffect(() => {
    // The button that was pressed is gone when the figures are there: its focus goes to them.
    if (value !== null && asked.current) heading.current?.focus();
    if (value !== null) asked.current = false;
  }, [value]);
  const retryByHand = (): void => {
    asked.current = true;
    retry();
  };

  return (
    <section aria-labelledby="figures" aria-busy={value === null && failure === null}>
      <h2 id="figures" ref={heading} tabIndex={-1}>
        {text('figures.title')}
      </h2>
      <p className="intro">{text('figures.intro')}</p>
      {value === null && failure === null && <Skeleton lines={4} />}
      {failure !== null && (
        <FailurePanel
          title={text(value === null ? 'failure.figures' : 'failure.stale')}
          facts={failure.facts}
          phone={phone}
          isRetrying={guarantee.isLoading}
          onRetry={retryByHand}
        />
      )}
      {value !== null && <Figures guarantee={value} />}
    </section>
  );
}

function Figures({ guarantee }: { readonly guarantee: Guarantee }) {
  const { text } = useLanguage();
  const counts = claimCounts(guarantee.claims);
  return (
    <>
      {counts.total === 0 ? (
        <div className="panel empty">
          <h3>{text('figures.empty')}</h3>
          <p>{text('figures.empty_what')}</p>
        </div>
      ) : (
        <>
          <HeadlineFigures counts={counts} paid={guarantee.paid} />
          <ClaimTable counts={counts} />
        </>
      )}
      <AsOf at={guarantee.asOf} />
    </>
  );
}
