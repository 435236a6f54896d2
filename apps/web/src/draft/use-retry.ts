import { useEffect } from 'react';

import type { FailureFacts } from '../http/request-failure';

const RETRY_MS = 15_000;

/**
 * Tries `again` when the network is back, and from time to time: not sooner than the service asked
 * to wait. Nothing happens while `failure` is null.
 */
export function useRetry(failure: FailureFacts | null, again: () => Promise<unknown>): void {
  const isWaiting = failure !== null;
  const everyMs = Math.max(RETRY_MS, (failure?.retryAfterSeconds ?? 0) * 1_000);
  useEffect(() => {
    if (!isWaiting) return undefined;
    const retry = (): void => void again();
    const timer = setInterval(retry, everyMs);
    window.addEventListener('online', retry);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', retry);
    };
  }, [isWaiting, everyMs, again]);
}
