import { RequestFailure } from './request-failure';

const TEXTS = { en: 'The database does not answer.', 'zh-CN': '数据库没有响应。' };

describe('an error answer', () => {
  it('tells the words, the request id and the number to call of its problem document', () => {
    const body = {
      code: 'platform.database_unavailable',
      requestId: 'req_body',
      texts: TEXTS,
      supportPhone: '95188',
    };
    expect(RequestFailure.refused(503, body, 'req_header').facts).toEqual({
      kind: 'refused',
      status: 503,
      requestId: 'req_body',
      texts: TEXTS,
      supportPhone: '95188',
    });
  });

  it.each([
    ['nothing', null],
    ['text of a proxy', '<html>Bad gateway</html>'],
    ['a list', []],
    ['half a problem', { requestId: 7, supportPhone: 95188, texts: { en: 'Only English' } }],
  ])('with %s as its body still has the request id of its header', (_what, body) => {
    expect(RequestFailure.refused(502, body, 'req_header').facts).toEqual({
      kind: 'refused',
      status: 502,
      requestId: 'req_header',
      texts: null,
      supportPhone: null,
    });
  });
});
