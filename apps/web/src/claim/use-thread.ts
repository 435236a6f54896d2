import { useState } from 'react';

import type { Page } from '../http/read-list';
import { RequestFailure } from '../http/request-failure';
import type { FailureFacts } from '../http/request-failure';
import { useSession } from '../session/session-context';
import { joined, readThread } from './thread';
import type { Message } from './thread';

interface ThreadShown {
  readonly messages: readonly Message[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly failure: FailureFacts | null;
  readonly loadMore: () => void;
}

/** The newest messages, and the older ones page by page as somebody asks for them. */
export function useThread(claimId: string, newest: Page<Message>): ThreadShown {
  const { client } = useSession();
  const [older, setOlder] = useState<Page<Message> | null>(null);
  const [isLoading, setLoading] = useState(false);
  const [failure, setFailure] = useState<FailureFacts | null>(null);
  const next = older === null ? newest.next : older.next;

  const load = async (after: string): Promise<void> => {
    setLoading(true);
    setFailure(null);
    try {
      const wish = { path: { id: claimId }, query: { after } };
      const page = await client.get('/v1/claims/{id}/messages', wish, readThread);
      // What slides off the newest page while it is read again stays known here.
      const known = older?.items ?? newest.items;
      setOlder({ items: joined(known, page.items), next: page.next });
    } catch (error) {
      setFailure((error instanceof RequestFailure ? error : RequestFailure.unreachable()).facts);
    }
    setLoading(false);
  };
  return {
    messages: joined(newest.items, older?.items ?? []),
    hasMore: next !== null,
    isLoading,
    failure,
    loadMore: () => {
      if (next !== null && !isLoading) void load(next);
    },
  };
}
