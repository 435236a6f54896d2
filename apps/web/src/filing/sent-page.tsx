import { useState } from 'react';

import { followedClaimLoader } from '../claim/followed-claim';
import { useResource } from '../http/use-resource';
import { useLanguage } from '../language/language-context';
import { CopyButton } from '../page/copy-button';
import { FailurePanel } from '../page/failure-panel';
import { PageHeading } from '../page/page-heading';
import { Skeleton } from '../page/skeleton';
import { TelephoneNumber } from '../page/telephone-number';
import { PlaceLink } from '../portal/place-link';
import { useSession } from '../session/session-context';
import { StandingSection } from '../claim/standing-section';
import './filing.css';
import { useReasonsFromBefore } from './use-reasons-from-before';

const REFRESH_MS = 5_000;

interface SentPageProps {
  readonly reference: string;
  readonly phone: string | null;
}

/** That we have the claim: its number, what happens next and by when, and whom to call. */
export function SentPage({ reference, phone }: SentPageProps) {
  const { text } = useLanguage();
  const { client } = useSession();
  const [load] = useState(() => followedClaimLoader(client, reference));
  const { value, failure, isLoading, retry } = useResource(load, REFRESH_MS);
  useReasonsFromBefore(value, retry);
  return (
    <>
      <PageHeading title={text('filing.sent.title')} />
      <div className="panel sent">
        <p>{text('filing.sent.reference')}</p>
        <p className="sent-reference">
          <span className="reference">{reference}</span> <CopyButton content={reference} />
        </p>
      </div>
      {value === null && failure === null && <Skeleton lines={4} />}
      {failure !== null && value === null && (
        <FailurePanel
          title={text('claim.failure')}
          facts={failure.facts}
          phone={phone}
          isRetrying={isLoading}
          onRetry={retry}
        />
      )}
      {value !== null && <StandingSection claim={value.claim} />}
      <h2>{text('filing.sent.next')}</h2>
      <ul>
        <li>{text('filing.sent.we_write')}</li>
        <li>{text('filing.sent.answer')}</li>
        <li>{text('filing.sent.more')}</li>
        {phone !== null && (
          <li>
            {text('filing.sent.call')} <TelephoneNumber phone={phone} />
          </li>
        )}
      </ul>
      <p>
        <PlaceLink to={{ kind: 'claim', reference }} className="way">
          {text('filing.sent.follow')}
        </PlaceLink>
      </p>
    </>
  );
}
