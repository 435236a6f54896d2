import { useCallback, useState } from 'react';

import { newRequestKey } from '../api/request-key';
import { RequestFailure } from '../http/request-failure';
import type { FailureFacts } from '../http/request-failure';
import { useResource } from '../http/use-resource';
import { useLanguage } from '../language/language-context';
import { FailureNote } from '../page/failure-note';
import { FailurePanel } from '../page/failure-panel';
import { PageHeading } from '../page/page-heading';
import { PlaceLink } from '../portal/place-link';
import { goOnTo, goTo } from '../portal/use-place';
import { useSession } from '../session/session-context';
import { formatDue } from '../time/format-time';
import { answersIn } from './answers';
import './filing.css';
import { readDraftList, readFilingDraft } from './filing-draft';
import type { ListedDraft } from './filing-draft';
import { FIRST_STEP } from './steps';

interface BeginPageProps {
  /** The word by which a mail is known that somebody goes on with. */
  readonly mail: string | null;
  readonly phone: string | null;
}

/** What claiming takes, the claims that were begun before, and the way into a new one. */
export function BeginPage({ mail, phone }: BeginPageProps) {
  const { text } = useLanguage();
  const { client } = useSession();
  const load = useCallback(() => client.get('/v1/claim-drafts', {}, readDraftList), [client]);
  const { value, failure, isLoading, retry } = useResource(load);
  const begin = useBegin(mail);
  const drafts = value?.items ?? [];
  return (
    <>
      <PageHeading title={text('filing.title')} />
      <p>{text('filing.begin.what')}</p>
      <ul>
        <li>{text('filing.begin.time')}</li>
        <li>{text('filing.begin.kept')}</li>
        <li>{text('filing.begin.evidence')}</li>
        <li>{text('phone.first')}</li>
      </ul>
      <FailureNote title={text('filing.begin.failure')} facts={begin.failure} phone={phone} />
      <p>
        <button
          type="button"
          className="primary"
          aria-disabled={begin.isRunning}
          onClick={begin.start}
        >
          {text(mail === null ? 'filing.begin.do' : 'filing.begin.mail')}
        </button>
      </p>
      {failure !== null && value === null && (
        <FailurePanel
          title={text('filing.begin.list_failure')}
          facts={failure.facts}
          phone={phone}
          isRetrying={isLoading}
          onRetry={retry}
        />
      )}
      {drafts.length > 0 && (
        <section aria-labelledby="drafts">
          <h2 id="drafts">{text('filing.begin.drafts')}</h2>
          <ul className="cards">
            {drafts.map((draft) => (
              <DraftCard key={draft.id} draft={draft} phone={phone} onRemoved={retry} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface DraftCardProps {
  readonly draft: ListedDraft;
  readonly phone: string | null;
  readonly onRemoved: () => void;
}

const WORDS_SHOWN = 80;

function DraftCard({ draft, phone, onRemoved }: DraftCardProps) {
  const { language, text } = useLanguage();
  const { client } = useSession();
  const [failure, setFailure] = useState<FailureFacts | null>(null);
  const [isAsking, setAsking] = useState(false);
  const { id, content, updatedAt, expiresAt } = draft;
  const { words } = answersIn(content).story;
  const remove = async (): Promise<void> => {
    try {
      await client.delete('/v1/claim-drafts/{id}', { path: { id } });
      onRemoved();
    } catch (error) {
      setFailure((error instanceof RequestFailure ? error : RequestFailure.unreachable()).facts);
    }
  };
  const shown = words.length > WORDS_SHOWN ? `${words.slice(0, WORDS_SHOWN)}…` : words;
  const title = shown === '' ? text('filing.begin.untitled') : shown;
  return (
    <li className="panel">
      <h3>
        <PlaceLink to={{ kind: 'filing', draftId: id, step: FIRST_STEP, isChange: false }}>
          {title}
        </PlaceLink>
      </h3>
      <p className="intro">
        {text('filing.begin.written', {
          time: formatDue(updatedAt, language),
          until: formatDue(expiresAt, language),
        })}
      </p>
      {isAsking ? (
        <p className="buttons">
          <button type="button" className="danger" onClick={() => void remove()}>
            {text('filing.begin.remove_sure')}
          </button>
          <button type="button" onClick={() => setAsking(false)}>
            {text('filing.begin.remove_not')}
          </button>
        </p>
      ) : (
        <button type="button" onClick={() => setAsking(true)}>
          {text('filing.begin.remove')} <span className="hidden">{title}</span>
        </button>
      )}
      <FailureNote title={text('filing.begin.not_removed')} facts={failure} phone={phone} />
    </li>
  );
}

interface Begin {
  readonly isRunning: boolean;
  readonly failure: FailureFacts | null;
  readonly start: () => void;
}

/** Makes a draft, once under one key, and goes to its first question. */
function useBegin(mail: string | null): Begin {
  const { client } = useSession();
  const [key] = useState(newRequestKey);
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<FailureFacts | null>(null);
  const start = async (): Promise<void> => {
    setRunning(true);
    setFailure(null);
    try {
      const { id: draftId } = await (mail === null
        ? client.post('/v1/claim-drafts', { key, body: { claim: {} } }, readFilingDraft)
        : client.post('/v1/mail-drafts', { key, body: { token: mail } }, readFilingDraft));
      const place = { kind: 'filing', draftId, step: FIRST_STEP, isChange: false } as const;
      // The word of a mail is spent: the back key leads to where drafts are listed.
      if (mail !== null) goOnTo({ kind: 'begin', mail: null });
      goTo(place);
    } catch (error) {
      setFailure((error instanceof RequestFailure ? error : RequestFailure.unreachable()).facts);
      setRunning(false);
    }
  };
  return { isRunning, failure, start: () => void (isRunning ? undefined : start()) };
}
