import { stepAtRest } from './step-at-rest';

describe('what is next on a claim at rest', () => {
  it.each([
    ['paid', 'Your claim is paid.', '您的索赔已赔付。'],
    ['denied', 'Your claim is denied.', '您的索赔未通过。'],
    ['withdrawn', 'Your claim is withdrawn.', '您的索赔已撤回。'],
    ['closed', 'Your claim is closed.', '您的索赔已结案。'],
  ] as const)('is how it ended, and that it can be asked about: %s', (status, en, zh) => {
    const step = stepAtRest({ status, mergedIntoId: null });
    expect(step.en).toContain(en);
    expect(step['zh-CN']).toContain(zh);
    expect(`${step.en} ${step['zh-CN']}`).not.toMatch(/settled|outstanding|办结|未完/);
  });

  it('is the other claim where it was merged', () => {
    const step = stepAtRest({ status: 'closed', mergedIntoId: 'clm_2' });
    expect(step).toEqual({
      en: 'It goes on in another claim of yours.',
      'zh-CN': '由您的另一索赔继续处理。',
    });
  });
});
