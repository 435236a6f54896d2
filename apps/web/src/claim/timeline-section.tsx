import { useLanguage } from '../language/language-context';
import { formatTime } from '../time/format-time';
import type { TimelineEvent } from './timeline';

/** What happened with the claim, the newest first. */
export function TimelineSection({ timeline }: { readonly timeline: readonly TimelineEvent[] }) {
  const { language, text } = useLanguage();
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{text('timeline.title')}</h2>
      {timeline.length === 0 ? (
        <p>{text('timeline.empty')}</p>
      ) : (
        <ol className="timeline">
          {timeline.map(({ at, summary }, index) => (
            // An event has no id of its own; the list only ever grows at its beginning.
            <li key={timeline.length - index}>
              <time dateTime={at.toISOString()}>{formatTime(at, language)}</time>
              <span>{summary[language]}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
