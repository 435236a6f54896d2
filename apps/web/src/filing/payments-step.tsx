import { useState } from 'react';

import { useLanguage } from '../language/language-context';
import { FailureNote } from '../page/failure-note';
import { Skeleton } from '../page/skeleton';
import { formatDue } from '../time/format-time';
import { answersIn, withLines, withUnlisted } from './answers';
import type { AnsweredLine } from './answers';
import type { FilingProblem } from './filing-draft';
import { isMeantBy } from './own-payment';
import type { OwnPayment } from './own-payment';
import { PaymentChoice } from './payment-choice';
import { lineOf } from './payment-line';
import { StepForm } from './step-form';
import type { StepProps } from './step-form';
import { FieldProblems } from './text-field';
import { UnlistedFields } from './unlisted-fields';
import { useOwnPayments } from './use-own-payments';

/** Which payments it is about, and how much of each was lost. */
export function PaymentsStep(props: StepProps) {
  const { text } = useLanguage();
  return (
    <StepForm {...props} step="payments">
      {(problems) => (
        <>
          <p className="intro">{text('filing.payments.hint')}</p>
          <FieldProblems field="lines" problems={problems} />
          <Choices {...props} problems={problems} />
        </>
      )}
    </StepForm>
  );
}

interface ChoicesProps extends StepProps {
  readonly problems: readonly FilingProblem[];
}

function Choices({ filing, phone, problems }: ChoicesProps) {
  const { language, text } = useLanguage();
  const { keeper, state } = filing;
  const { content } = state;
  const { lines, unlisted } = answersIn(content);
  const [wanted] = useState(() => lines.map(({ paymentId }) => paymentId));
  const own = useOwnPayments(wanted);
  const [words, setWords] = useState('');
  const isChosen = ({ id }: OwnPayment): boolean => lines.some(({ paymentId }) => paymentId === id);
  const shown = own.payments.filter(
    (payment) =>
      isChosen(payment) || isMeantBy(payment, words, formatDue(payment.paidAt, language)),
  );
  const set = (next: readonly AnsweredLine[]): void => keeper.change(withLines(content, next));
  return (
    <>
      <Search words={words} onType={setWords} />
      {own.isLoading && own.payments.length === 0 && <Skeleton lines={4} />}
      <ul className="choices" id="field-lines" tabIndex={-1}>
        {shown.map((payment) => (
          <PaymentChoice
            key={payment.id}
            payment={payment}
            lines={lines}
            problems={problems}
            onChange={set}
          />
        ))}
      </ul>
      {shown.length === 0 && !own.isLoading && own.failure === null && (
        <p>
          {text(own.payments.length === 0 ? 'filing.payments.none' : 'filing.payments.no_match')}
        </p>
      )}
      <FailureNote title={text('filing.payments.failure')} facts={own.failure} phone={phone} />
      {(own.hasMore || own.failure !== null) && (
        <button type="button" aria-disabled={own.isLoading} onClick={own.loadMore}>
          {text(own.isLoading ? 'page.loading' : 'filing.payments.more')}
        </button>
      )}
      <UnlistedFields
        unlisted={unlisted}
        phone={phone}
        problems={problems}
        onChange={(next) => keeper.change(withUnlisted(content, next))}
        onFound={(found) => {
          own.add([found]);
          const line = lineOf(found);
          const others = lines.filter(({ paymentId }) => paymentId !== line.paymentId);
          keeper.change(withUnlisted(withLines(content, [...others, line]), null));
        }}
      />
    </>
  );
}

function Search({ words, onType }: { words: string; onType: (words: string) => void }) {
  const { text } = useLanguage();
  return (
    <label>
      {text('filing.payments.search')}
      <input
        type="search"
        autoComplete="off"
        value={words}
        onChange={({ target }) => onType(target.value)}
        // The key sends the form in other fields; here it has found what there is.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
    </label>
  );
}
