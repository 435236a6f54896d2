import { RequestFailure, isPassing } from './request-failure';

const TEXTS = { en: 'The database does not answer.', 'zh-CN': '数据库没有响应。' };
const HEADERS = { requestId: 'req_header', retryAfter: null };

describe('an error answer', () => {
  it('tells the words, the request id and the number to call of its problem document', () => {
    const body = {
      code: 'platform.database_unavailable',
      requestId: 'req_body',
      texts: TEXTS,
      supportPhone: '95188',
    };
    expect(RequestFailure.refused(503, body, { ...HEADERS, retryAfter: '2' }).facts).toEqual({
      kind: 'refused',
      status: 503,
      requestId: 'req_body',
      code: 'platform.database_unavailable',
      texts: TEXTS,
      supportPhone: '95188',
      retryAfterSeconds: 2,
    });
  });

  it.each([
    ['nothing', null],
    ['text of a proxy', '<html>Bad gateway</html>'],
    ['a list', []],
    ['half a problem', { requestId: 7, supportPhone: 95188, texts: { en: 'Only English' } }],
  ])('with %s as its body still has the request id of its header', (_what, body) => {
    expect(RequestFailure.refused(502, body, HEADERS).facts).toEqual({
      kind: 'refused',
      status: 502,
      requestId: 'req_header',
      code: null,
      texts: null,
      supportPhone: null,
      retryAfterSeconds: null,
    });
  });

  it('that says to come back on a date says nothing in seconds', () => {
    const headers = { ...HEADERS, retryAfter: 'Fri, 27 Nov 2026 09:00:00 GMT' };
    expect(RequestFailure.refused(503, null, headers).facts.retryAfterSeconds).toBeNull();
  });
});

describe('a failure that passes by itself', () => {
  const refused = (status: number, retryAfter: string | null = null): RequestFailure =>
    RequestFailure.refused(status, null, { requestId: null, retryAfter });

  it.each([
    ['no network', RequestFailure.unreachable(), true],
    ['a service that is down', refused(503), true],
    ['a proxy without a service', refused(502), true],
    ['the same request still under way', refused(409, '1'), true],
    ['too many requests', refused(429, '30'), true],
    ['a conflict', refused(409), false],
    ['a field that is wrong', refused(400), false],
    ['an answer that nobody understands', RequestFailure.unreadable(200, null), false],
  ])('is %s: %#', (_what, failure, passes) => {
    expect(isPassing(failure.facts)).toBe(passes);
  });
});
