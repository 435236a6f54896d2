import { useLanguage } from '../language/language-context';
import { formatMinute } from '../time/format-time';
import type { Contact } from './contact';

/** When somebody answers the telephone, and whether they do right now. */
export function OpeningHours({ contact }: { readonly contact: Contact }) {
  const { language, text } = useLanguage();
  const { days, hours, zone, isOpenNow, opensNextAt } = contact;
  const spans = hours.map(({ opens, closes }) => `${opens}–${closes}`).join(', ');
  return (
    <p>
      {isOpenNow
        ? text('phone.open')
        : text('phone.closed', { time: formatMinute(opensNextAt, language, zone) })}{' '}
      {text('phone.hours', { days: days[language], spans, zone })}
    </p>
  );
}
