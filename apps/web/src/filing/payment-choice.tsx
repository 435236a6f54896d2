import { useId, useState } from 'react';

import { useLanguage } from '../language/language-context';
import { formatMoney } from '../money/format-money';
import { minorOfTyped, typedOfMinor } from '../money/typed-amount';
import { formatDue } from '../time/format-time';
import type { AnsweredLine } from './answers';
import type { FilingProblem } from './filing-draft';
import { isClaimable } from './own-payment';
import type { OwnPayment } from './own-payment';
import { lineOf } from './payment-line';
import { FieldProblems, TextField } from './text-field';

interface PaymentChoiceProps {
  readonly payment: OwnPayment;
  readonly lines: readonly AnsweredLine[];
  readonly problems: readonly FilingProblem[];
  readonly onChange: (lines: readonly AnsweredLine[]) => void;
}

/** One payment to choose; when it is chosen, how much of it was lost. */
export function PaymentChoice({ payment, lines, problems, onChange }: PaymentChoiceProps) {
  const { language, text } = useLanguage();
  const { id, money, payee, paidAt, reference } = payment;
  const index = lines.findIndex(({ paymentId }) => paymentId === id);
  const line = lines[index];
  const detailsId = useId();
  const others = lines.filter(({ paymentId }) => paymentId !== id);
  const canBeChosen = line !== undefined || isClaimable(payment);
  const at = `lines[${String(index)}]`;
  return (
    <li className={line === undefined ? 'panel choice' : 'panel choice turn'}>
      <label className="tick">
        <input
          type="checkbox"
          checked={line !== undefined}
          disabled={!canBeChosen}
          aria-describedby={detailsId}
          onChange={({ target }) => onChange(target.checked ? [...lines, lineOf(payment)] : others)}
        />
        <span>
          <strong>{formatMoney(money, language)}</strong> {payee}
        </span>
      </label>
      <p id={detailsId} className="when">
        {formatDue(paidAt, language)}
        <br />
        {text('filing.payments.number', { number: reference })}
        {!canBeChosen && (
          <>
            <br />
            {text('filing.payments.nothing_left')}
          </>
        )}
      </p>
      {line !== undefined && (
        <>
          <FieldProblems field={`${at}.paymentId`} problems={problems} />
          <FieldProblems field={`${at}.money`} problems={problems} />
          <Amount
            line={line}
            at={at}
            problems={problems}
            onType={(amountMinor) =>
              onChange(lines.map((one) => (one === line ? { ...line, amountMinor } : one)))
            }
          />
        </>
      )}
    </li>
  );
}

interface AmountProps {
  readonly line: AnsweredLine;
  readonly at: string;
  readonly problems: readonly FilingProblem[];
  readonly onType: (amountMinor: string) => void;
}

function Amount({ line, at, problems, onType }: AmountProps) {
  const { text } = useLanguage();
  const { currency, amountMinor } = line;
  // While somebody types, what they have typed stands there and not what it means.
  const [typed, setTyped] = useState(() => typedOfMinor(amountMinor, currency));
  return (
    <TextField
      field={`${at}.money.amountMinor`}
      label={text('filing.payments.amount', { currency })}
      value={typed}
      problems={problems}
      input={{ inputMode: 'decimal', autoComplete: 'off' }}
      onType={(next) => {
        setTyped(next);
        onType(minorOfTyped(next, currency));
      }}
    />
  );
}
