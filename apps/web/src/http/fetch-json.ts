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
  if (!response.ok) throw await refusalIn(response);
  const value = read(await bodyOf(response));
  if (value !== null) return value;
  throw RequestFailure.unreadable(response.status, response.headers.get('X-Request-Id'));
}

/** Gets a file of our own service. Throws `RequestFailure` and nothing else. */
export async function fetchFile(path: string, sending: Sending = {}): Promise<Blob> {
  const response = await answerOf(path, sending);
  if (!response.ok) throw await refusalIn(response);
  try {
    return await response.blob();
  } catch {
    throw RequestFailure.unreachable();
  }
}

async function refusalIn(response: Response): Promise<RequestFailure> {
  const requestId = response.headers.get('X-Request-Id');
  const retryAfter = response.headers.get('Retry-After');
  return RequestFailure.refused(response.status, await bodyOf(response), { requestId, retryAfter });
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
  return parsed(await textOf(response));
}

async function textOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch {
    // Cut off or too slow. Of a refusal we know enough; another answer may come the next time.
    if (response.ok) throw RequestFailure.unreachable();
    return '';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: whoever reads it sees that nothing is there.
    return null;
  }
}
