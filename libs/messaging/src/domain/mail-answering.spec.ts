import { ANSWERS_PER_HOUR_MAX, answerRefusal, languageOf } from './mail-answering';

describe('a mail', () => {
  const from = 'lin@example.com';
  it.each([
    ['of somebody', { unanswerable: null, from }, 0, null],
    ['of a machine', { unanswerable: 'list', from }, 0, 'list'],
    ['of nobody', { unanswerable: null, from: null }, 0, 'no from'],
    ['too few', { unanswerable: null, from }, ANSWERS_PER_HOUR_MAX - 1, null],
    ['too many', { unanswerable: null, from }, ANSWERS_PER_HOUR_MAX, 'too many answers'],
  ])('%s is answered, or not because of that', (_what, mail, came, refusal) => {
    expect(answerRefusal(mail, came)).toBe(refusal);
  });

  it.each([
    ['my phone was stolen', 'en'],
    ['我的手机被偷了', 'zh-CN'],
    ['Fwd: 被盗刷', 'zh-CN'],
    ['', 'en'],
  ])('that says "%s" is answered in %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});
