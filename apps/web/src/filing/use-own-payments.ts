import { useCallback, useEffect, useMemo, useState } from 'react';

import type { ServiceClient } from '../api/service-client';
import { RequestFailure } from '../http/request-failure';
import type { FailureFacts } from '../http/request-failure';
import { useSession } from '../session/session-context';
import { readOwnPayments } from './own-payment';
import type { OwnPayment } from './own-payment';

const PAGE_SIZE = 20;
/** So many pages are looked through for payments that were chosen earlier. */
const PAGES_MAX = 25;

/** The payments of whoever looks, the newest first. */
export interface OwnPayments {
  readonly payments: readonly OwnPayment[];
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  readonly failure: FailureFacts | null;
  readonly loadMore: () => void;
  /** Takes one that was found by its number into the list. */
  readonly add: (found: readonly OwnPayment[]) => void;
}

interface Pages {
  readonly payments: readonly OwnPayment[];
  /** Undefined before the first page. */
  readonly next: string | null | undefined;
  readonly count: number;
}

const NOTHING: Pages = { payments: [], next: undefined, count: 0 };

/** Loads one's own payments, at least as far as those that are `wanted`. */
export function useOwnPayments(wanted: readonly string[]): OwnPayments {
  const { client } = useSession();
  const [pages, setPages] = useState(NOTHING);
  const [isLoading, setLoading] = useState(false);
  const [failure, setFailure] = useState<FailureFacts | null>(null);
  const { payments, next, count } = pages;

  const loadMore = useCallback(() => {
    setLoading(true);
    setFailure(null);
    void pageAfter(client, next)
      .then((page) =>
        setPages((before) => ({
          payments: joined(before.payments, page.items),
          next: page.next,
          count: before.count + 1,
        })),
      )
      .catch((error: unknown) =>
        setFailure((error instanceof RequestFailure ? error : RequestFailure.unreachable()).facts),
      )
      .finally(() => setLoading(false));
  }, [client, next]);

  const isMissing = useMemo(
    () => wanted.some((id) => payments.every((payment) => payment.id !== id)),
    [wanted, payments],
  );
  const isDue = next === undefined || (isMissing && next !== null && count < PAGES_MAX);
  useEffect(() => {
    if (isDue && failure === null) loadMore();
  }, [isDue, failure, loadMore]);

  const add = useCallback((found: readonly OwnPayment[]) => {
    setPages((before) => ({ ...before, payments: joined(found, before.payments) }));
  }, []);
  return { payments, isLoading, hasMore: typeof next === 'string', failure, loadMore, add };
}

async function pageAfter(client: ServiceClient, after: string | null | undefined) {
  const query = { limit: PAGE_SIZE, ...(typeof after === 'string' ? { after } : {}) };
  return client.get('/v1/payments', { query }, readOwnPayments);
}

/** Each once, in the order in which they came. */
function joined(one: readonly OwnPayment[], other: readonly OwnPayment[]): OwnPayment[] {
  const known = new Set(one.map(({ id }) => id));
  return [...one, ...other.filter(({ id }) => !known.has(id))];
}
