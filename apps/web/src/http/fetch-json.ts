import { RequestFailure } from './request-failure';

const TIMEOUT_MS = 10_000;

/** What is sent with a request that does more than ask. */
export interface Sending {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
  /** So long we wait for the answer. */
  readonly timeoutMs?: number;
}

/**
 * Gets a JSON answer of our own service and reads it with `read`, which returns null for a body of
 * another shape. Throws `RequestFailure` and nothing else. The path is relative to the page.
 */
export async function fetchJson<Value>(
  path: string,
  read: (body: unknown) => Value | null,
  sending: Sending = {},
): Promise<Value> {
  const response = await answerOf(path, sending);
  const requestId = response.headers.get('X-Request-Id');
  const body = await bodyOf(response);
  if (!response.ok) {
    const retryAfter = response.headers.get('Retry-After');
    throw RequestFailure.refused(response.status, body, { requestId, retryAfter });
  }
  const value = read(body);
  if (value === null) throw RequestFailure.unreadable(response.status, requestId);
  return value;
}

async function answerOf(
  path: string,
  { headers, timeoutMs = TIMEOUT_MS, ...sending }: Sending,
): Promise<Response> {
  const request = {
    ...sending,
    headers: { Accept: 'application/json', ...headers },
    cache: 'no-store' as const,
    signal: AbortSignal.timeout(timeoutMs),
  };
  try {
    return await fetch(path, request);
  } catch {
    throw RequestFailure.unreachable();
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    // Not JSON, or cut off: whoever reads it sees that nothing is there.
    return null;
  }
}
