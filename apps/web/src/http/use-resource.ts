import { useCallback, useEffect, useRef, useState } from 'react';

import { RequestFailure } from './request-failure';

const REFRESH_MS = 60_000;

/** Something that the service tells and that is asked for again from time to time. */
export interface Resource<Value> {
  /** The last good answer. It stays when a later request fails. */
  readonly value: Value | null;
  /** Why the latest request brought nothing; null after a good answer. */
  readonly failure: RequestFailure | null;
  readonly isLoading: boolean;
  readonly retry: () => void;
}

interface Seen<Value> {
  readonly value: Value | null;
  readonly failure: RequestFailure | null;
  readonly isLoading: boolean;
}

/**
 * Asks with `load` (a stable function) now, every minute or as often as wished, and when the
 * visitor comes back.
 */
export function useResource<Value>(
  load: () => Promise<Value>,
  refreshMs = REFRESH_MS,
): Resource<Value> {
  const [seen, setSeen] = useState<Seen<Value>>({ value: null, failure: null, isLoading: true });
  const isRunning = useRef(false);

  const ask = useCallback(
    async (byHand: boolean) => {
      if (isRunning.current) return;
      isRunning.current = true;
      setSeen((before) => ({ ...before, isLoading: true }));
      try {
        const value = await load();
        setSeen({ value, failure: null, isLoading: false });
      } catch (error) {
        const failure = error instanceof RequestFailure ? error : RequestFailure.unreachable();
        // A screen reader reads each new failure aloud: only those that somebody asked for are new.
        const shownOf = (earlier: RequestFailure | null): RequestFailure =>
          byHand ? failure : (earlier ?? failure);
        setSeen((before) => ({
          value: before.value,
          failure: shownOf(before.failure),
          isLoading: false,
        }));
      } finally {
        isRunning.current = false;
      }
    },
    [load],
  );

  useEffect(() => {
    const refresh = (): void => {
      if (!document.hidden) void ask(false);
    };
    void ask(false);
    const timer = setInterval(refresh, refreshMs);
    document.addEventListener('visibilitychange', refresh);
    window.addEventListener('online', refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
      window.removeEventListener('online', refresh);
    };
  }, [ask, refreshMs]);

  const retry = useCallback(() => void ask(true), [ask]);
  return { ...seen, retry };
}
