import { useLanguage } from '../language/language-context';
import { formatDistance, formatDue } from '../time/format-time';
import { useNow } from '../time/use-now';
import type { Claim } from './claim';
import { standingOf } from './promise';
import type { PromiseClock } from './promise';

/** What we promised by when, and whether it was kept. */
export function PromisesSection({ claim }: { readonly claim: Claim }) {
  const { language, text } = useLanguage();
  const { promises, warnings } = claim;
  if (promises.length === 0) return null;
  return (
    <section aria-labelledby="promises">
      <h2 id="promises">{text('promises.title')}</h2>
      <ul className="promises">
        {promises.map((promise) => (
          <PromiseItem key={promise.id} promise={promise} />
        ))}
      </ul>
      {warnings.map((warning) => (
        <p key={warning.en} className="intro">
          {warning[language]}
        </p>
      ))}
    </section>
  );
}

function PromiseItem({ promise }: { readonly promise: PromiseClock }) {
  const { language, text } = useLanguage();
  const now = useNow();
  const { label, dueAt, pausedFor } = promise;
  const standing = standingOf(promise, now);
  const isOpen = standing === 'running' || standing === 'late';
  return (
    <li className={standing}>
      <span className="label">{label[language]}</span>
      <span className="tag">{text(`promises.${standing}`)}</span>
      {dueAt !== null && (
        <span className="when">
          {text('promises.due', { time: formatDue(dueAt, language) })}
          {isOpen && ` (${formatDistance(dueAt, now, language)})`}
        </span>
      )}
      {standing === 'paused' && pausedFor !== null && (
        <span className="when">{pausedFor[language]}</span>
      )}
    </li>
  );
}
