import { useState } from 'react';

import { useResource } from '../http/use-resource';
import { useLanguage } from '../language/language-context';
import { formatMoney } from '../money/format-money';
import { FailurePanel } from '../page/failure-panel';
import { PageHeading } from '../page/page-heading';
import { Skeleton } from '../page/skeleton';
import { PlaceLink } from '../portal/place-link';
import { useSession } from '../session/session-context';
import { formatDue } from '../time/format-time';
import type { ListedClaim } from './claim-list';
import { statusTextKey } from './claim-status';
import { claimsLoader } from './load-claims';

/** The claims of whoever has signed in, each with what is next and by when. */
export function ClaimsPage({ phone }: { readonly phone: string | null }) {
  const { text } = useLanguage();
  const { client } = useSession();
  const [load] = useState(() => claimsLoader(client));
  const { value, failure, isLoading, retry } = useResource(load);
  return (
    <>
      <PageHeading title={text('mine.title')} />
      <p>
        <PlaceLink to={{ kind: 'begin', mail: null }} className="way">
          {text('mine.begin')}
        </PlaceLink>
      </p>
      {value === null && failure === null && <Skeleton lines={4} />}
      {failure !== null && (
        <FailurePanel
          title={text(value === null ? 'mine.failure' : 'mine.stale')}
          facts={failure.facts}
          phone={phone}
          isRetrying={isLoading}
          onRetry={retry}
        />
      )}
      {value?.length === 0 && (
        <div className="panel empty">
          <h2>{text('mine.empty')}</h2>
          <p>{text('mine.empty_what')}</p>
        </div>
      )}
      {value !== null && value.length > 0 && (
        <ul className="cards">
          {value.map((claim) => (
            <ClaimCard key={claim.id} claim={claim} />
          ))}
        </ul>
      )}
    </>
  );
}

function ClaimCard({ claim }: { readonly claim: ListedClaim }) {
  const { language, text } = useLanguage();
  const { reference, status, claimed, nextStep, createdAt } = claim;
  const isTheirTurn = nextStep?.isForClaimant === true;
  const dueAt = nextStep?.dueAt ?? null;
  return (
    <li className={isTheirTurn ? 'panel turn' : 'panel'}>
      <h2>
        <PlaceLink to={{ kind: 'claim', reference }}>{reference}</PlaceLink>
      </h2>
      <p className="standing">{text(statusTextKey(status))}</p>
      {nextStep !== null && <p>{nextStep.text[language]}</p>}
      {dueAt !== null && (
        <p>
          {text(isTheirTurn ? 'claim.your_due' : 'claim.due')}{' '}
          <strong>{formatDue(dueAt, language)}</strong>
        </p>
      )}
      <p className="intro">
        {text('mine.filed', {
          money: formatMoney(claimed, language),
          time: formatDue(createdAt, language),
        })}
      </p>
    </li>
  );
}
