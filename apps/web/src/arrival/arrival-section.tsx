import { useState } from 'react';

import { useLanguage } from '../language/language-context';
import { arrivalIn } from './arrival';
import type { Arrival } from './arrival';
import { CodeAnswer } from './code-answer';

/** What somebody is told who has followed a link of one of our messages; nothing for all others. */
export function ArrivalSection({ phone }: { readonly phone: string | null }) {
  const [arrival] = useState(() => arrivalIn(window.location.search));
  if (arrival === null) return null;
  return (
    <section className="panel arrival" aria-labelledby="arrival">
      {arrival.kind === 'code' ? (
        <CodeAnswer code={arrival.code} phone={phone} />
      ) : (
        <WayOn arrival={arrival} />
      )}
    </section>
  );
}

/** How to go on with a claim or a mail as long as it cannot be done on this page. */
function WayOn({ arrival }: { readonly arrival: Exclude<Arrival, { readonly kind: 'code' }> }) {
  const { text } = useLanguage();
  if (arrival.kind === 'mail') {
    return (
      <>
        <h2 id="arrival">{text('arrival.mail.title')}</h2>
        <p>{text('arrival.mail.what')}</p>
        <p>{text('arrival.mail.do')}</p>
      </>
    );
  }
  const { reference } = arrival;
  return (
    <>
      <h2 id="arrival">
        {text('arrival.claim.title')}{' '}
        {reference !== null && <code className="id">{reference}</code>}
      </h2>
      <p>{text('arrival.claim.what')}</p>
      <p>{text('arrival.claim.do')}</p>
    </>
  );
}
