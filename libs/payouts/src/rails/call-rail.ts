import { unknown } from './classify-answer';
import type { RailReply } from './classify-answer';
import { classifyFailure } from './classify-failure';
import type { RailHeaders, UnknownAnswer } from './payout-rail';
import { readBounded } from './read-bounded';

const ANSWER_BYTES_MAX = 64 * 1024;

/** One HTTP request to a rail. */
export interface RailRequest {
  readonly call: 'send' | 'query';
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for none. */
  readonly body: string;
  /** For the whole exchange, up to the last byte of the answer. */
  readonly timeoutMs: number;
}

/** A whole HTTP answer with its headers, where some rails put their signature. */
export interface HeadedReply extends RailReply {
  readonly headers: RailHeaders;
}

/**
 * Makes one exchange with a rail over HTTP, exactly once: no redirect is followed, nothing is
 * repeated, no more than 64 KiB are read. Gives the whole answer, or why there is none.
 */
export async function callRail(request: RailRequest): Promise<HeadedReply | UnknownAnswer> {
  const { call } = request;
  let status: number;
  let headers: RailHeaders;
  let body: string | undefined;
  try {
    const response = await fetchOnce(request);
    status = response.status;
    headers = Object.fromEntries(response.headers);
    body = await readBounded(response, ANSWER_BYTES_MAX);
  } catch (error) {
    return classifyFailure(error, call);
  }
  return body === undefined
    ? unknown('too_large', `HTTP ${status}, more than ${ANSWER_BYTES_MAX} bytes`)
    : { call, status, headers, body };
}

function fetchOnce({ url, method, headers, body, timeoutMs }: RailRequest): Promise<Response> {
  return fetch(url, {
    method,
    headers: {
      ...headers,
      'accept-encoding': 'identity',
      // One connection per exchange: an answer too many can never be read as the next order's,
      // and a keep-alive socket that dies just now does not make an order unknown.
      connection: 'close',
    },
    redirect: 'manual',
    // Runs until the last byte of the body, so that a slow drip is cut, too.
    signal: AbortSignal.timeout(timeoutMs),
    ...(body === '' ? {} : { body }),
  });
}
