import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';

import type { Claim } from '../claim/claim';
import { isUnsent, readDraft } from '../draft/draft';
import { draftName } from '../draft/draft-name';
import { useRetry } from '../draft/use-retry';
import { RequestFailure, isPassing } from '../http/request-failure';
import type { FailureFacts } from '../http/request-failure';
import { useLanguage } from '../language/language-context';
import { formatMoney } from '../money/format-money';
import { forget, recall, remember } from '../page/browser-memory';
import { FailureNote } from '../page/failure-note';
import { failureWords } from '../page/failure-words';
import { PageHeading } from '../page/page-heading';
import { PlaceLink } from '../portal/place-link';
import { goOnTo } from '../portal/use-place';
import { useSession } from '../session/session-context';
import { formatDue } from '../time/format-time';
import { AnswerList } from './answer-list';
import { answersIn } from './answers';
import type { FilingProblem } from './filing-draft';
import { carryReasons } from './kept-reasons';
import { ownProblems, problemWords } from './problem-words';
import { SavingNote } from './saving-note';
import { WayBack } from './step-form';
import type { StepProps } from './step-form';
import { FILING_STEPS, stepOfField } from './steps';
import type { FilingStep } from './steps';
import { useOwnPayments } from './use-own-payments';

/** All the answers, each with the way to change it, and the one button that files the claim. */
export function CheckStep({ filing, place, phone }: StepProps) {
  const words = useLanguage();
  const { language, text } = words;
  const { state } = filing;
  const { content, server } = state;
  const [wanted] = useState(() => answersIn(content).lines.map(({ paymentId }) => paymentId));
  const { payments } = useOwnPayments(wanted);
  const sending = useSending(filing);
  const problems = [...server.problems, ...ownProblems(answersIn(content))];
  const change = (step: FilingStep): ReactNode => (
    <PlaceLink to={{ ...place, step, isChange: true }}>
      {text('filing.change')} <span className="hidden">{text(`filing.${step}.title`)}</span>
    </PlaceLink>
  );
  return (
    <>
      <WayBack place={place} />
      <PageHeading title={text('filing.check.title')} />
      <Problems problems={problems} change={change} />
      <AnswerList content={content} payments={payments} beside={change} />
      <EvidenceSummary filing={filing} change={change} />
      <form className="fields filing" onSubmit={sending.submit}>
        {server.claimed !== null && (
          <p>
            {text('filing.check.claimed')} <strong>{formatMoney(server.claimed, language)}</strong>
          </p>
        )}
        {server.programName !== null && <p>{server.programName[language]}</p>}
        {server.decisionAt !== null && (
          <p>
            {text('filing.check.decision')}{' '}
            <strong>{formatDue(server.decisionAt, language)}</strong>
          </p>
        )}
        <p>{text('filing.check.declare')}</p>
        <p role="status" className="delivery">
          {sending.state === 'waiting' && text('filing.check.waiting')}{' '}
          {sending.state === 'waiting' &&
            sending.failure !== null &&
            failureWords(sending.failure, words)}
        </p>
        <FailureNote
          title={text('filing.check.refused')}
          facts={sending.state === 'refused' ? sending.failure : null}
          phone={phone}
        />
        <button
          type="submit"
          className="primary"
          aria-disabled={problems.length > 0 || sending.state === 'sending'}
        >
          {text(sending.state === 'sending' ? 'draft.sending' : 'filing.check.send')}
        </button>
        <SavingNote state={state} />
      </form>
    </>
  );
}

interface ProblemsProps {
  readonly problems: readonly FilingProblem[];
  readonly change: (step: FilingStep) => ReactNode;
}

/** What stands in the way of sending, question by question. */
function Problems({ problems, change }: ProblemsProps) {
  const language = useLanguage();
  if (problems.length === 0) return null;
  return (
    <section className="panel failure" aria-labelledby="problems">
      <h2 id="problems">{language.text('filing.check.problems')}</h2>
      <ul className="problems">
        {FILING_STEPS.map((step) =>
          problems
            .filter(({ field }) => stepOfField(field) === step)
            .map((problem) => (
              <li key={problem.field}>
                {problemWords(problem, language)} {step !== 'check' && change(step)}
              </li>
            )),
        )}
      </ul>
    </section>
  );
}

interface EvidenceSummaryProps extends Pick<StepProps, 'filing'> {
  readonly change: (step: FilingStep) => ReactNode;
}

/** What was handed in, what was said of the rest, and what we shall still ask for. */
function EvidenceSummary({ filing, change }: EvidenceSummaryProps) {
  const { language, text } = useLanguage();
  const { username } = useSession();
  const { id, evidence } = filing.state.server;
  const shown = evidence.filter(({ isRequired, files }) => isRequired || files.length > 0);
  if (shown.length === 0) return null;
  const reasonFor = (item: string): boolean =>
    isUnsent(readDraft(recall(draftName(username ?? '', id, `cannot.${item}`))));
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">{text('evidence.title')}</h2>
      <ul className="evidence">
        {shown.map(({ item, label, files }) => (
          <li key={item}>
            <span className="label">{label[language]}</span>
            <span className="tag">
              {files.length > 0
                ? text('evidence.received')
                : text(reasonFor(item) ? 'tasks.cannot' : 'evidence.missing')}
            </span>
            {files.length > 0 && (
              <span className="when">{files.map(({ fileName }) => fileName).join(', ')}</span>
            )}
          </li>
        ))}
      </ul>
      <p>
        {text('filing.check.evidence_later')} {change('evidence')}
      </p>
    </section>
  );
}

interface Sending {
  readonly state: 'ready' | 'sending' | 'waiting' | 'refused';
  readonly failure: FailureFacts | null;
  readonly submit: (event: FormEvent) => void;
}

/** Files the claim under one key, however often that takes, and goes on to its confirmation. */
function useSending({ keeper }: StepProps['filing']): Sending {
  const { username } = useSession();
  const [state, setState] = useState<Sending['state']>('ready');
  const [failure, setFailure] = useState<FailureFacts | null>(null);
  const arrive = ({ id: claimId, reference }: Claim): void => {
    const { id: aboutId, evidence } = keeper.state.server;
    const items = evidence.filter(({ files }) => files.length === 0).map(({ item }) => item);
    const memory = { recall, remember, forget };
    carryReasons(memory, { username: username ?? '', aboutId }, { claimId, items });
    goOnTo({ kind: 'sent', reference });
  };
  const send = async (): Promise<void> => {
    setState((before) => (before === 'waiting' ? before : 'sending'));
    try {
      // Everything that was typed is there before the claim is made of it.
      if (await keeper.save()) arrive(await keeper.file());
      else settle(keeper.state.failure ?? RequestFailure.unreachable().facts);
    } catch (error) {
      settle((error instanceof RequestFailure ? error : RequestFailure.unreachable()).facts);
      void keeper.refresh().catch(() => undefined);
    }
  };
  const settle = (facts: FailureFacts): void => {
    setFailure(facts);
    setState(isPassing(facts) ? 'waiting' : 'refused');
  };
  useRetry(state === 'waiting' ? failure : null, send);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { server, content } = keeper.state;
    const isWhole = server.problems.length + ownProblems(answersIn(content)).length === 0;
    if (isWhole && state !== 'sending') void send();
  };
  return { state, failure, submit };
}
