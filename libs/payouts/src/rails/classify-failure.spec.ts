import { classifyFailure } from './classify-failure';

function fetchFailed(code?: string): TypeError {
  const cause = code === undefined ? undefined : Object.assign(new Error('cause'), { code });
  return new TypeError('fetch failed', { cause });
}

function named(name: string): Error {
  return Object.assign(new Error('message'), { name });
}

describe('classifyFailure', () => {
  it.each([
    ['an overall timeout', named('TimeoutError'), 'timeout'],
    ['an aborted exchange', named('AbortError'), 'timeout'],
    ['an error of another realm', { name: 'TimeoutError', message: 'too late' }, 'timeout'],
    ['a refused connection', fetchFailed('ECONNREFUSED'), 'not_reached'],
    ['a name that does not resolve', fetchFailed('ENOTFOUND'), 'not_reached'],
    ['a connection that never opened', fetchFailed('UND_ERR_CONNECT_TIMEOUT'), 'not_reached'],
    ['a reset connection', fetchFailed('ECONNRESET'), 'connection_lost'],
    ['an answer that ended early', fetchFailed('UND_ERR_SOCKET'), 'connection_lost'],
    ['an expired certificate', fetchFailed('CERT_HAS_EXPIRED'), 'connection_lost'],
    ['a late header', fetchFailed('UND_ERR_HEADERS_TIMEOUT'), 'connection_lost'],
    ['a failure without a code', fetchFailed(), 'connection_lost'],
    ['something that is no error', 'text', 'connection_lost'],
    ['nothing', undefined, 'connection_lost'],
  ])('says "unknown" after %s', (_what, error, reason) => {
    expect(classifyFailure(error, 'send')).toMatchObject({ outcome: 'unknown', reason });
  });

  it('learns nothing about an order when only the query went nowhere', () => {
    const answer = classifyFailure(fetchFailed('ECONNREFUSED'), 'query');
    expect(answer).toMatchObject({ outcome: 'unknown', reason: 'not_answered' });
  });
});
