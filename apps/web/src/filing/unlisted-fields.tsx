import { useState } from 'react';

import { RequestFailure } from '../http/request-failure';
import type { FailureFacts } from '../http/request-failure';
import { useLanguage } from '../language/language-context';
import { FailureNote } from '../page/failure-note';
import { TelephoneNumber } from '../page/telephone-number';
import { useSession } from '../session/session-context';
import type { UnlistedPayment } from './answers';
import type { FilingProblem } from './filing-draft';
import { readOwnPayments } from './own-payment';
import type { OwnPayment } from './own-payment';
import { FieldProblems, TextField } from './text-field';

interface UnlistedFieldsProps {
  readonly unlisted: UnlistedPayment | null;
  readonly phone: string | null;
  readonly problems: readonly FilingProblem[];
  readonly onChange: (unlisted: UnlistedPayment | null) => void;
  readonly onFound: (payment: OwnPayment) => void;
}

const NOTHING: UnlistedPayment = { reference: '', amount: '', day: '' };

/** A payment that is not in the list: it is looked up by its number, or kept until we have it. */
export function UnlistedFields(props: UnlistedFieldsProps) {
  const { text } = useLanguage();
  const { unlisted, onChange } = props;
  if (unlisted === null) {
    return (
      <button type="button" onClick={() => onChange(NOTHING)}>
        {text('filing.unlisted.open')}
      </button>
    );
  }
  return <Unlisted {...props} unlisted={unlisted} />;
}

function Unlisted(props: UnlistedFieldsProps & { readonly unlisted: UnlistedPayment }) {
  const { text } = useLanguage();
  const { unlisted, phone, problems, onChange, onFound } = props;
  const { state, failure, look } = useLookUp(onFound);
  const { reference, amount, day } = unlisted;
  return (
    <fieldset className="panel fields" id="field-unlistedPayment" tabIndex={-1}>
      <legend>{text('filing.unlisted.title')}</legend>
      <FieldProblems field="unlistedPayment" problems={problems} />
      <TextField
        field="unlisted.reference"
        label={text('filing.unlisted.reference')}
        hint={text('filing.unlisted.reference_hint')}
        value={reference}
        problems={[]}
        input={{ autoComplete: 'off', maxLength: 100 }}
        onType={(next) => onChange({ ...unlisted, reference: next })}
      />
      <button
        type="button"
        aria-disabled={state === 'looking' || reference.trim() === ''}
        onClick={() => void look(reference.trim())}
      >
        {text(state === 'looking' ? 'page.loading' : 'filing.unlisted.look')}
      </button>
      <div role="status">
        {state === 'none' && (
          <p>
            {text('filing.unlisted.none')} {phone !== null && <TelephoneNumber phone={phone} />}
          </p>
        )}
      </div>
      <FailureNote title={text('filing.payments.failure')} facts={failure} phone={phone} />
      <TextField
        field="unlisted.amount"
        label={text('filing.unlisted.amount')}
        value={amount}
        problems={[]}
        input={{ inputMode: 'decimal', autoComplete: 'off', maxLength: 30 }}
        onType={(next) => onChange({ ...unlisted, amount: next })}
      />
      <TextField
        field="unlisted.day"
        label={text('filing.unlisted.day')}
        value={day}
        problems={[]}
        input={{ type: 'date' }}
        onType={(next) => onChange({ ...unlisted, day: next })}
      />
      <button type="button" onClick={() => onChange(null)}>
        {text('filing.unlisted.remove')}
      </button>
    </fieldset>
  );
}

interface LookUp {
  readonly state: 'idle' | 'looking' | 'none';
  readonly failure: FailureFacts | null;
  readonly look: (reference: string) => Promise<void>;
}

/** Asks for a payment by exactly its number. */
function useLookUp(onFound: (payment: OwnPayment) => void): LookUp {
  const { client } = useSession();
  const [state, setState] = useState<LookUp['state']>('idle');
  const [failure, setFailure] = useState<FailureFacts | null>(null);
  const look = async (sourceId: string): Promise<void> => {
    if (state === 'looking' || sourceId === '') return;
    setState('looking');
    setFailure(null);
    try {
      const { items } = await client.get('/v1/payments', { query: { sourceId } }, readOwnPayments);
      const [found] = items;
      setState(found === undefined ? 'none' : 'idle');
      if (found !== undefined) onFound(found);
    } catch (error) {
      setFailure((error instanceof RequestFailure ? error : RequestFailure.unreachable()).facts);
      setState('idle');
    }
  };
  return { state, failure, look };
}
