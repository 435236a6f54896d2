import { useCallback } from 'react';

import { draftName } from '../draft/draft-name';
import { useDelivery } from '../draft/use-delivery';
import type { Page } from '../http/read-list';
import { useLanguage } from '../language/language-context';
import { FailureNote } from '../page/failure-note';
import { useSession } from '../session/session-context';
import { DeliveryNote } from './delivery-note';
import { MessageItem } from './message-item';
import { readMessage } from './thread';
import type { Message } from './thread';
import { useThread } from './use-thread';

interface ThreadSectionProps {
  readonly claimId: string;
  readonly newest: Page<Message>;
  readonly phone: string | null;
  readonly onChanged: () => void;
}

/** What was said on the claim, on whatever channel, and the box to write into. */
export function ThreadSection({ claimId, newest, phone, onChanged }: ThreadSectionProps) {
  const { text } = useLanguage();
  const { messages, hasMore, isLoading, failure, loadMore } = useThread(claimId, newest);
  return (
    <section aria-labelledby="thread">
      <h2 id="thread">{text('thread.title')}</h2>
      <Composer claimId={claimId} phone={phone} onChanged={onChanged} />
      {messages.length === 0 ? (
        <p>{text('thread.empty')}</p>
      ) : (
        <ol className="thread">
          {messages.map((message) => (
            <MessageItem key={message.id} message={message} />
          ))}
        </ol>
      )}
      <FailureNote title={text('thread.failure')} facts={failure} phone={phone} />
      {hasMore && (
        <button type="button" aria-disabled={isLoading} onClick={loadMore}>
          {text(isLoading ? 'page.loading' : 'thread.more')}
        </button>
      )}
    </section>
  );
}

function Composer({ claimId, phone, onChanged }: Omit<ThreadSectionProps, 'newest'>) {
  const { text } = useLanguage();
  const { client, username } = useSession();
  const deliver = useCallback(
    async (body: string, key: string) => {
      const wish = { path: { id: claimId }, key, body: { body } };
      await client.post('/v1/claims/{id}/messages', wish, readMessage);
      onChanged();
    },
    [client, claimId, onChanged],
  );
  const delivery = useDelivery({ name: draftName(username ?? '', claimId, 'message'), deliver });
  return (
    <form
      className="fields composer"
      onSubmit={(event) => {
        event.preventDefault();
        delivery.send();
      }}
    >
      <label>
        {text('thread.write')}
        <textarea
          rows={4}
          value={delivery.text}
          onChange={({ target }) => delivery.type(target.value)}
        />
      </label>
      <DeliveryNote delivery={delivery} phone={phone} failureTitle={text('thread.refused')} />
      <button type="submit" className="primary" aria-disabled={delivery.state === 'sending'}>
        {text(delivery.state === 'waiting' ? 'draft.now' : 'thread.send')}
      </button>
    </form>
  );
}
