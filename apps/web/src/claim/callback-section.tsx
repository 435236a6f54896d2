import { useCallback, useState } from 'react';

import { newRequestKey } from '../api/request-key';
import { RequestFailure } from '../http/request-failure';
import type { FailureFacts } from '../http/request-failure';
import { useResource } from '../http/use-resource';
import { useLanguage } from '../language/language-context';
import { FailureNote } from '../page/failure-note';
import { useSession } from '../session/session-context';
import { formatMinute } from '../time/format-time';
import { CallbackForm } from './callback-form';
import { callTextKey, readCallSlots, readCallback, readCallbacks } from './callbacks';
import type { CallSlots, Callback } from './callbacks';

interface CallbackSectionProps {
  readonly claimId: string;
  readonly phone: string | null;
}

/** The calls that were asked for, and the way to ask for one. */
export function CallbackSection({ claimId, phone }: CallbackSectionProps) {
  const { text } = useLanguage();
  const { client } = useSession();
  const load = useCallback(async () => {
    const path = { id: claimId };
    const [slots, callbacks] = await Promise.all([
      client.get('/v1/callback-slots', {}, readCallSlots),
      client.get('/v1/claims/{id}/callbacks', { path }, readCallbacks),
    ]);
    return { slots, callbacks };
  }, [client, claimId]);
  const { value, failure, retry } = useResource(load);
  return (
    <section aria-labelledby="callback">
      <h2 id="callback">{text('call.title')}</h2>
      <p>{text('call.what')}</p>
      <FailureNote
        title={text('call.list_failure')}
        facts={value === null ? (failure?.facts ?? null) : null}
        phone={phone}
      />
      {value !== null && <Calls claimId={claimId} phone={phone} {...value} onChanged={retry} />}
    </section>
  );
}

interface CallsProps extends CallbackSectionProps {
  readonly slots: CallSlots;
  readonly callbacks: readonly Callback[];
  readonly onChanged: () => void;
}

function Calls({ callbacks, ...rest }: CallsProps) {
  const { text } = useLanguage();
  const hasBooked = callbacks.some(({ state }) => state === 'booked');
  const hasFree = rest.slots.free.length > 0;
  return (
    <>
      <ul className="evidence">
        {callbacks.map((callback) => (
          <Call key={callback.id} callback={callback} {...rest} />
        ))}
      </ul>
      {!hasFree && <p>{text('call.none')}</p>}
      {hasFree && !hasBooked && <Ask {...rest} />}
    </>
  );
}

/** One call at a time: whoever has booked one can cancel it and choose again. */
function Ask({ claimId, slots, phone, onChanged }: Omit<CallsProps, 'callbacks'>) {
  const { text } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {text('call.open')}
      </button>
      {isOpen && (
        <CallbackForm claimId={claimId} slots={slots} phone={phone} onBooked={onChanged} />
      )}
    </>
  );
}

interface CallProps {
  readonly callback: Callback;
  readonly slots: CallSlots;
  readonly phone: string | null;
  readonly onChanged: () => void;
}

function Call({ callback, slots, phone, onChanged }: CallProps) {
  const { language, text } = useLanguage();
  const { client } = useSession();
  const [failure, setFailure] = useState<FailureFacts | null>(null);
  const [key] = useState(newRequestKey);
  const { id, state, from, phone: number } = callback;
  const cancel = async (): Promise<void> => {
    setFailure(null);
    try {
      await client.post('/v1/callbacks/{id}/cancel', { path: { id }, key }, readCallback);
      onChanged();
    } catch (error) {
      setFailure((error instanceof RequestFailure ? error : RequestFailure.unreachable()).facts);
    }
  };
  return (
    <li>
      <span className="label">
        {formatMinute(from, language, slots.zone)} ({slots.zone})
      </span>
      <span className="tag">{text(callTextKey(state))}</span>
      <span className="when">{number}</span>
      {state === 'booked' && (
        <button type="button" onClick={() => void cancel()}>
          {text('call.cancel')}
        </button>
      )}
      <FailureNote title={text('call.failure')} facts={failure} phone={phone} />
    </li>
  );
}
