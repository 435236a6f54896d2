import { fetchJson } from '../http/fetch-json';
import { readMessageCheck } from './message-check';
import type { MessageCheck } from './message-check';

/**
 * Asks the service once whether we sent the message with a code: the answer does not change, and
 * whoever asks about many codes has to wait. Rejects with `RequestFailure`.
 */
export function messageCheckLoader(code: string): () => Promise<MessageCheck> {
  let known: MessageCheck | null = null;
  return async () => {
    const path = `v1/public/messages/${encodeURIComponent(code)}`;
    known ??= await fetchJson(path, readMessageCheck);
    return known;
  };
}
