import { useCallback } from 'react';

import { useResource } from '../http/use-resource';
import { useLanguage } from '../language/language-context';
import { FailurePanel } from '../page/failure-panel';
import { PageHeading } from '../page/page-heading';
import { Skeleton } from '../page/skeleton';
import type { FilingPlace } from '../portal/place';
import { PlaceLink } from '../portal/place-link';
import { useSession } from '../session/session-context';
import { CheckStep } from './check-step';
import { ConflictPanel } from './conflict-panel';
import { ContactStep } from './contact-step';
import { EvidenceStep } from './evidence-step';
import './filing.css';
import { readFilingDraft } from './filing-draft';
import type { FilingDraft } from './filing-draft';
import { HappenedStep } from './happened-step';
import { NoticedStep } from './noticed-step';
import { PaymentsStep } from './payments-step';
import { PayoutStep } from './payout-step';
import type { StepProps } from './step-form';
import { useFiling } from './use-filing';

/** The draft is asked for once: from then on its keeper knows it. */
const NEVER_MS = 2 ** 31 - 1;

interface FilingPageProps {
  readonly place: FilingPlace;
  readonly phone: string | null;
}

/** A claim that is being written, one question a page. */
export function FilingPage({ place, phone }: FilingPageProps) {
  const { text } = useLanguage();
  const { client } = useSession();
  const { draftId: id } = place;
  const load = useCallback(
    () => client.get('/v1/claim-drafts/{id}', { path: { id } }, readFilingDraft),
    [client, id],
  );
  const { value, failure, isLoading, retry } = useResource(load, NEVER_MS);
  if (value !== null) return <Written draft={value} place={place} phone={phone} />;
  if (failure?.facts.status === 404) return <Gone />;
  return (
    <>
      <PageHeading title={text('filing.title')} />
      {failure === null ? (
        <Skeleton lines={6} />
      ) : (
        <FailurePanel
          title={text('filing.failure')}
          facts={failure.facts}
          phone={phone}
          isRetrying={isLoading}
          onRetry={retry}
        />
      )}
    </>
  );
}

const STEPS = {
  payments: PaymentsStep,
  happened: HappenedStep,
  noticed: NoticedStep,
  contact: ContactStep,
  evidence: EvidenceStep,
  payout: PayoutStep,
  check: CheckStep,
} as const;

interface WrittenProps extends FilingPageProps {
  readonly draft: FilingDraft;
}

function Written({ draft, place, phone }: WrittenProps) {
  const filing = useFiling(draft);
  const { saving, theirs, timesReplaced } = filing.state;
  if (saving === 'gone') return <Gone />;
  if (saving === 'conflict' && theirs !== null) {
    return <ConflictPanel filing={filing} theirs={theirs} />;
  }
  const props: StepProps = { filing, place, phone };
  const Step = STEPS[place.step];
  return <Step key={`${place.step} ${String(timesReplaced)}`} {...props} />;
}

/** It was filed or removed, here or elsewhere: nothing is lost without a word. */
function Gone() {
  const { text } = useLanguage();
  return (
    <>
      <PageHeading title={text('filing.gone.title')} />
      <p>{text('filing.gone.what')}</p>
      <p>
        <PlaceLink to={{ kind: 'claims' }} className="way">
          {text('mine.title')}
        </PlaceLink>
      </p>
      <p>
        <PlaceLink to={{ kind: 'begin', mail: null }}>{text('filing.gone.begin')}</PlaceLink>
      </p>
    </>
  );
}
