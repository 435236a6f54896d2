import { RequestFailure } from './request-failure';

const TIMEOUT_MS = 10_000;

/**
 * Gets a JSON answer of our own service and reads it with `read`, which returns null for a body of
 * another shape. Throws `RequestFailure` and nothing else. The path is relative to the page.
 */
export async function fetchJson<Value>(
  path: string,
  read: (body: unknown) => Value | null,
): Promise<Value> {
  const response = await answerOf(path);
  const requestId = response.headers.get('X-Request-Id');
  const body = await bodyOf(response);
  if (!response.ok) throw RequestFailure.refused(response.status, body, requestId);
  const value = read(body);
  if (value === null) throw RequestFailure.unreadable(response.status, requestId);
  return value;
}

async function answerOf(path: string): Promise<Response> {
  try {
    return await fetch(path, {
      headers: { Accept: 'application/json' },
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
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
