import { useState } from 'react';

import { useReasonsFromBefore } from '../filing/use-reasons-from-before';
import { useResource } from '../http/use-resource';
import { useLanguage } from '../language/language-context';
import { FailurePanel } from '../page/failure-panel';
import { PageHeading } from '../page/page-heading';
import { Skeleton } from '../page/skeleton';
import { PlaceLink } from '../portal/place-link';
import { useSession } from '../session/session-context';
import { AppealSection } from './appeal-section';
import { CallbackSection } from './callback-section';
import { EvidenceSection } from './evidence-section';
import { followedClaimLoader } from './followed-claim';
import type { FollowedClaim } from './followed-claim';
import { LetterButton } from './letter-button';
import { LiveNews } from './live-news';
import { MoneySection } from './money-section';
import { PromisesSection } from './promises-section';
import { StandingSection } from './standing-section';
import { TasksSection } from './tasks-section';
import { ThreadSection } from './thread-section';
import { TimelineSection } from './timeline-section';
import { WithdrawSection } from './withdraw-section';

const REFRESH_MS = 15_000;

interface ClaimPageProps {
  readonly reference: string;
  readonly phone: string | null;
}

/** One claim, for whoever claims: how it stands, what is to do, the money, and what was said. */
export function ClaimPage({ reference, phone }: ClaimPageProps) {
  const { text } = useLanguage();
  const { client } = useSession();
  const [load] = useState(() => followedClaimLoader(client, reference));
  const { value, failure, isLoading, retry } = useResource(load, REFRESH_MS);
  useReasonsFromBefore(value, retry);
  return (
    <>
      <PageHeading title={text('claim.title', { reference })}>
        {text('claim.title', { reference: '' })} <span className="reference">{reference}</span>
      </PageHeading>
      {value === null && failure === null && <Skeleton lines={6} />}
      {failure !== null && (
        <FailurePanel
          title={text(value === null ? 'claim.failure' : 'claim.stale')}
          facts={failure.facts}
          phone={phone}
          isRetrying={isLoading}
          onRetry={retry}
        />
      )}
      {value !== null && <Followed followed={value} phone={phone} onChanged={retry} />}
    </>
  );
}

interface FollowedProps {
  readonly followed: FollowedClaim;
  readonly phone: string | null;
  readonly onChanged: () => void;
}

function Followed({ followed, phone, onChanged }: FollowedProps) {
  const { text } = useLanguage();
  const { claim, requests, thread, timeline, payouts, appeals } = followed;
  return (
    <>
      <LiveNews followed={followed} />
      {claim.mergedInto !== null && (
        <p className="panel">
          {text('claim.merged')}{' '}
          <PlaceLink to={{ kind: 'claim', reference: claim.mergedInto }}>
            {claim.mergedInto}
          </PlaceLink>
        </p>
      )}
      <StandingSection claim={claim} />
      <TasksSection claimId={claim.id} requests={requests} phone={phone} onChanged={onChanged} />
      <MoneySection money={claim.money} payouts={payouts}>
        {claim.decisionId !== null && (
          <LetterButton reference={claim.reference} decisionId={claim.decisionId} phone={phone} />
        )}
      </MoneySection>
      <ThreadSection claimId={claim.id} newest={thread} phone={phone} onChanged={onChanged} />
      <CallbackSection claimId={claim.id} phone={phone} />
      <AppealSection claim={claim} appeals={appeals} phone={phone} onChanged={onChanged} />
      <PromisesSection claim={claim} />
      <EvidenceSection evidence={claim.evidence} />
      <TimelineSection timeline={timeline} />
      {claim.canWithdraw && (
        <WithdrawSection claimId={claim.id} phone={phone} onChanged={onChanged} />
      )}
    </>
  );
}
