import type { Delivery } from '../draft/use-delivery';
import { useLanguage } from '../language/language-context';
import { FailureNote } from '../page/failure-note';
import { failureWords } from '../page/failure-words';

interface DeliveryNoteProps {
  readonly delivery: Delivery;
  readonly phone: string | null;
  /** Names what was refused. */
  readonly failureTitle: string;
}

/** Where something written is: kept here, on its way, waiting for the network, refused, arrived. */
export function DeliveryNote({ delivery, phone, failureTitle }: DeliveryNoteProps) {
  const language = useLanguage();
  const { text } = language;
  const { state, failure, isKept } = delivery;
  const hasWords = delivery.text.trim() !== '';
  return (
    <>
      <p role="status" className="delivery">
        {state === 'writing' && hasWords && text(isKept ? 'draft.kept' : 'draft.not_kept')}
        {state === 'sending' && text('draft.sending')}
        {state === 'waiting' && text('draft.waiting')}{' '}
        {state === 'waiting' && failure !== null && failureWords(failure, language)}
        {state === 'delivered' && text('draft.delivered')}
      </p>
      <FailureNote
        title={failureTitle}
        facts={state === 'refused' ? failure : null}
        phone={phone}
      />
    </>
  );
}
