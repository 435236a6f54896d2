import { useState } from 'react';

import { useLanguage } from '../language/language-context';
import { PlaceLink } from '../portal/place-link';
import { arrivalIn } from './arrival';
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
        <MailReceived token={arrival.token} />
      )}
    </section>
  );
}

/** How to go on with a mail: here, or by telephone for whoever has no account. */
function MailReceived({ token }: { readonly token: string }) {
  const { text } = useLanguage();
  return (
    <>
      <h2 id="arrival">{text('arrival.mail.title')}</h2>
      <p>{text('arrival.mail.what')}</p>
      <p>
        <PlaceLink to={{ kind: 'begin', mail: token }} className="way">
          {text('arrival.mail.do')}
        </PlaceLink>
      </p>
      <p>{text('arrival.mail.call')}</p>
    </>
  );
}
