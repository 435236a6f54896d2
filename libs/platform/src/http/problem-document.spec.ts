import type { ErrorKind } from '@app/kernel';

import { PROBLEM_KINDS, languageOf, problemDocument } from './problem-document';
import { WHAT_TO_DO } from './what-to-do';

describe('the language of a caller', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['zh', 'zh-CN'],
    ['zh-CN', 'zh-CN'],
    ['zh-Hant-TW', 'zh-CN'],
    ['ZH-cn', 'zh-CN'],
    ['en', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en;q=0.8, zh;q=0.9', 'zh-CN'],
    ['en;q=0.9, zh;q=0.8', 'en'],
    ['zh;q=0.9 , en', 'en'],
    ['de, fr;q=0.9', 'en'],
    ['de, zh;q=0.1', 'zh-CN'],
    ['zh;q=0', 'en'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['*', 'en'],
    ['zhong', 'en'],
    ['zh; q=1.0', 'zh-CN'],
    ['zh;q=much', 'en'],
    [',;=,,zh', 'zh-CN'],
  ])('that sends %j is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

describe('a problem document', () => {
  const problem = {
    kind: 'conflict',
    code: 'claim.cannot_advance',
    texts: { en: 'A claim that is paid cannot be withdrawn.', 'zh-CN': '已赔付的索赔不能撤回。' },
    details: { field: 'status', saw: 'paid' },
  } as const;

  it('speaks the language of its caller first and both always', () => {
    expect(problemDocument(problem, { requestId: 'req_1', language: 'zh-CN' })).toEqual({
      type: 'urn:ganpei:problem:claim.cannot_advance',
      title: '状态冲突',
      status: 409,
      detail: problem.texts['zh-CN'],
      code: 'claim.cannot_advance',
      requestId: 'req_1',
      texts: problem.texts,
      action: WHAT_TO_DO.conflict,
      field: 'status',
      saw: 'paid',
    });
    expect(problemDocument(problem, { requestId: 'req_1', language: 'en' })).toMatchObject({
      title: 'Conflict',
      detail: problem.texts.en,
    });
  });

  it.each<[ErrorKind, boolean]>([
    ['unauthenticated', true],
    ['too_many_requests', true],
    ['unavailable', true],
    ['invalid', false],
    ['conflict', false],
    ['not_found', false],
  ])('tells whoever is stuck whom to call: %s %s', (kind, isTold) => {
    const caller = { requestId: 'req_1', language: 'en', supportPhone: '95188' } as const;
    const document = problemDocument({ ...problem, kind }, caller);
    expect(document.supportPhone).toBe(isTold ? '95188' : undefined);
  });

  it('lets no detail write over what every problem has', () => {
    const details = { status: 'paid', code: 'x', title: 'x', type: 'x', requestId: 'x' };
    expect(
      problemDocument({ ...problem, details }, { requestId: 'req_1', language: 'en' }),
    ).toMatchObject({ status: 409, code: problem.code, title: 'Conflict', requestId: 'req_1' });
  });

  it.each(Object.entries(PROBLEM_KINDS) as [ErrorKind, (typeof PROBLEM_KINDS)[ErrorKind]][])(
    'of the kind %s has a status of its family and a title in both languages',
    (_kind, { status, title }) => {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(504);
      expect(title.en).toMatch(/^[A-Z][a-z ]+$/);
      expect(title['zh-CN']).toMatch(/^\p{Script=Han}+$/u);
    },
  );
});
