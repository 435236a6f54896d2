import { useState } from 'react';
import type { FormEvent } from 'react';

import { newRequestKey } from '../api/request-key';
import { RequestFailure } from '../http/request-failure';
import type { FailureFacts } from '../http/request-failure';
import { useLanguage } from '../language/language-context';
import { FailureNote } from '../page/failure-note';
import { useSession } from '../session/session-context';
import { readCallback, slotDays, slotMinute } from './callbacks';
import type { CallSlot, CallSlots, SlotDay } from './callbacks';

interface CallbackFormProps {
  readonly claimId: string;
  readonly slots: CallSlots;
  readonly phone: string | null;
  readonly onBooked: () => void;
}

/** When to call, on which number and about what. */
export function CallbackForm({ claimId, slots, phone, onBooked }: CallbackFormProps) {
  const { language, text } = useLanguage();
  const days = slotDays(slots, language);
  const [dayName, setDayName] = useState('');
  const [chosenAt, setChosenAt] = useState('');
  const [number, setNumber] = useState('');
  const [topic, setTopic] = useState('');
  // What was free a minute ago may be taken: then the first that is free stands there.
  const day = days.find(({ name }) => name === dayName) ?? days[0];
  const slot = day?.slots.find(({ slotAt }) => slotAt === chosenAt) ?? day?.slots[0];
  const booking = useBooking(claimId, onBooked);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (slot !== undefined) void booking.book({ slotAt: slot.slotAt, number, topic });
  };
  return (
    <form className="panel fields" onSubmit={submit}>
      <SlotFields
        days={days}
        day={day}
        slot={slot}
        zone={slots.zone}
        onDay={setDayName}
        onSlot={setChosenAt}
      />
      <label>
        {text('call.number')}
        <input
          type="tel"
          autoComplete="tel"
          maxLength={40}
          value={number}
          onChange={({ target }) => setNumber(target.value)}
        />
      </label>
      <label>
        {text('call.topic')}
        <input
          autoComplete="off"
          maxLength={200}
          value={topic}
          onChange={({ target }) => setTopic(target.value)}
        />
      </label>
      <FailureNote title={text('call.failure')} facts={booking.failure} phone={phone} />
      <button type="submit" className="primary" aria-disabled={booking.isRunning}>
        {text(booking.isRunning ? 'draft.sending' : 'call.book')}
      </button>
    </form>
  );
}

interface SlotFieldsProps {
  readonly days: readonly SlotDay[];
  readonly day: SlotDay | undefined;
  readonly slot: CallSlot | undefined;
  readonly zone: string;
  readonly onDay: (name: string) => void;
  readonly onSlot: (slotAt: string) => void;
}

/** The day and then the time, as many slots are more than a list can show. */
function SlotFields({ days, day, slot, zone, onDay, onSlot }: SlotFieldsProps) {
  const { language, text } = useLanguage();
  return (
    <>
      <label>
        {text('call.day')}
        <select value={day?.name} onChange={({ target }) => onDay(target.value)}>
          {days.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        {text('call.time', { zone: zone })}
        <select value={slot?.slotAt} onChange={({ target }) => onSlot(target.value)}>
          {day?.slots.map((one) => (
            <option key={one.slotAt} value={one.slotAt}>
              {slotMinute(one.from, language, zone)}–{slotMinute(one.to, language, zone)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

interface WantedCall {
  readonly slotAt: string;
  /** Empty: the number that we have. */
  readonly number: string;
  readonly topic: string;
}

interface Booking {
  readonly isRunning: boolean;
  readonly failure: FailureFacts | null;
  readonly book: (wanted: WantedCall) => Promise<void>;
}

/** Books a call: the same wish under the same key, however often it is sent. */
function useBooking(claimId: string, onBooked: () => void): Booking {
  const { language } = useLanguage();
  const { client } = useSession();
  const [attempt, setAttempt] = useState({ of: '', key: newRequestKey() });
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<FailureFacts | null>(null);
  const book = async ({ slotAt, number, topic }: WantedCall): Promise<void> => {
    if (isRunning) return;
    setRunning(true);
    setFailure(null);
    const body = {
      slotAt,
      locale: language,
      ...(number.trim() === '' ? {} : { phone: number.trim() }),
      ...(topic.trim() === '' ? {} : { topic: topic.trim() }),
    };
    const of = JSON.stringify(body);
    const key = attempt.of === of ? attempt.key : newRequestKey();
    setAttempt({ of, key });
    try {
      const wish = { path: { id: claimId }, key, body };
      await client.post('/v1/claims/{id}/callbacks', wish, readCallback);
      onBooked();
    } catch (error) {
      setFailure((error instanceof RequestFailure ? error : RequestFailure.unreachable()).facts);
    } finally {
      setRunning(false);
    }
  };
  return { isRunning, failure, book };
}
