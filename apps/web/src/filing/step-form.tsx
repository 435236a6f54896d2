import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';

import { useLanguage } from '../language/language-context';
import { FailureNote } from '../page/failure-note';
import { PageHeading } from '../page/page-heading';
import type { FilingPlace } from '../portal/place';
import { PlaceLink } from '../portal/place-link';
import { goTo } from '../portal/use-place';
import { answersIn } from './answers';
import type { FilingProblem } from './filing-draft';
import { fieldId, ownProblems, problemWords } from './problem-words';
import { SavingNote } from './saving-note';
import { FILING_STEPS, stepBeside, stepOfField } from './steps';
import type { FilingStep } from './steps';
import type { Filing } from './use-filing';

export interface StepProps {
  readonly filing: Filing;
  readonly place: FilingPlace;
  readonly phone: string | null;
}

interface StepFormProps extends StepProps {
  /** Where this step stands differs from the place only while the address changes. */
  readonly step: FilingStep;
  readonly children: (problems: readonly FilingProblem[]) => ReactNode;
}

/** The frame of a question: where one is, what is wrong with the answer, and the way on. */
export function StepForm({ filing, place, phone, step, children }: StepFormProps) {
  const { text } = useLanguage();
  const [isAsked, setAsked] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const problems = problemsOf(filing, step);
  const shown = isAsked ? problems : [];
  const goOn = async (): Promise<void> => {
    setRunning(true);
    const isSaved = await filing.keeper.save();
    setRunning(false);
    setAsked(true);
    const { saving } = filing.keeper.state;
    const isWrong =
      isSaved && problemsOf({ ...filing, state: filing.keeper.state }, step).length > 0;
    // What did not get through is kept here: nobody has to wait for the network.
    if (!isWrong && (isSaved || saving === 'waiting')) goTo(placeAfter(place));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isRunning) void goOn();
  };
  const { saving, failure } = filing.state;
  return (
    <>
      <WayBack place={place} />
      <p className="intro step-count">{useStepCount(step)}</p>
      <PageHeading title={text(`filing.${step}.title`)} />
      <ErrorSummary problems={shown} place={place} />
      <form className="fields filing" onSubmit={submit} noValidate>
        {children(shown)}
        <FailureNote
          title={text('filing.save_refused')}
          facts={saving === 'refused' ? failure : null}
          phone={phone}
        />
        <button type="submit" className="primary" aria-disabled={isRunning}>
          {text(isRunning ? 'draft.sending' : 'filing.continue')}
        </button>
        <SavingNote state={filing.state} />
      </form>
    </>
  );
}

/** What is wrong with the answers of a step, as far as the service or this page knows it. */
function problemsOf({ state }: Pick<Filing, 'state'>, step: FilingStep): readonly FilingProblem[] {
  const all = [...state.server.problems, ...ownProblems(answersIn(state.content))];
  return all.filter(({ field }) => stepOfField(field) === step);
}

/** Who changes an answer that was looked over comes back to where they looked it over. */
function placeAfter(place: FilingPlace): FilingPlace {
  const next = place.isChange ? 'check' : (stepBeside(place.step, 1) ?? 'check');
  return { ...place, step: next, isChange: false };
}

/** The last step asks nothing. */
function useStepCount(step: FilingStep): string {
  const { text } = useLanguage();
  const number = String(FILING_STEPS.indexOf(step) + 1);
  return text('filing.step', { number, count: String(FILING_STEPS.length - 1) });
}

/** The way to the question before; from the first one to where claims begin. */
export function WayBack({ place }: { readonly place: FilingPlace }) {
  const { text } = useLanguage();
  const before = place.isChange ? 'check' : stepBeside(place.step, -1);
  return (
    <p className="way-back">
      <PlaceLink
        to={
          before === null
            ? { kind: 'begin', mail: null }
            : { ...place, step: before, isChange: false }
        }
      >
        {text('filing.back')}
      </PlaceLink>
    </p>
  );
}

interface ErrorSummaryProps {
  readonly problems: readonly FilingProblem[];
  readonly place: FilingPlace;
}

/** All that is wrong, at the top, each with the way to its field. It takes the focus. */
function ErrorSummary({ problems, place }: ErrorSummaryProps) {
  const language = useLanguage();
  const summary = useRef<HTMLDivElement>(null);
  const isShown = problems.length > 0;
  useEffect(() => {
    if (isShown) summary.current?.focus();
  }, [isShown]);
  if (!isShown) return null;
  return (
    <div className="panel failure" role="alert" tabIndex={-1} ref={summary}>
      <h2>{language.text('filing.problems')}</h2>
      <ul className="problems">
        {problems.map((problem) => (
          <li key={problem.field}>
            <a href={`#${fieldId(problem.field)}`} onClick={(event) => focusField(event, problem)}>
              {problemWords(problem, language)}
            </a>
          </li>
        ))}
      </ul>
      <p>
        <PlaceLink to={placeAfter(place)}>{language.text('filing.later')}</PlaceLink>
      </p>
    </div>
  );
}

/** The address stays what it is: the part behind # would lead nowhere after a reload. */
function focusField(event: { preventDefault: () => void }, { field }: FilingProblem): void {
  event.preventDefault();
  // A problem with a whole answer belongs to the first field of it.
  const id = fieldId(field);
  const target = document.getElementById(id) ?? document.querySelector(`[id^="${id}-"]`);
  if (!(target instanceof HTMLElement)) return;
  target.focus();
  target.scrollIntoView({ block: 'center' });
}
