import { useLanguage } from '../language/language-context';
import { formatAgo, formatTime } from '../time/format-time';
import { useNow } from '../time/use-now';

/** The moment that the figures are of, and where they are to be had as data. */
export function AsOf({ at }: { readonly at: Date }) {
  const { language, text } = useLanguage();
  const now = useNow();
  const time = formatTime(at, language);
  return (
    <p className="as-of">
      <time dateTime={at.toISOString()}>
        {text('figures.as_of', { time, ago: formatAgo(at, now, language) })}
      </time>{' '}
      <a href="v1/public/guarantee">{text('figures.json')}</a>
    </p>
  );
}
