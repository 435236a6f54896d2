import { RequestFailure } from '../http/request-failure';
import { TEXTS, fillText } from '../language/texts';
import type { LanguageTools } from '../language/language-context';
import { failureWords } from './failure-words';

const texts = { en: 'The file is too large.', 'zh-CN': '文件过大。' };
const HEADERS = { requestId: null, retryAfter: null };

function tools(language: LanguageTools['language']): LanguageTools {
  return {
    language,
    text: (key, values = {}) => fillText(TEXTS[language][key], values),
    searchFor: () => '',
    switchTo: () => undefined,
  };
}

describe('what a failure says', () => {
  it.each(['en', 'zh-CN'] as const)('is in %s what the service said, if it did', (language) => {
    const { facts } = RequestFailure.refused(413, { texts }, HEADERS);
    expect(failureWords(facts, tools(language))).toBe(texts[language]);
  });

  it.each([
    ['no answer', RequestFailure.unreachable(), 'failure.unreachable'],
    ['an answer without words', RequestFailure.refused(502, null, HEADERS), 'failure.refused'],
    ['an answer that is none', RequestFailure.unreadable(200, null), 'failure.unreadable'],
  ] as const)('has words of our own for %s', (_what, { facts }, key) => {
    const status = String(facts.status);
    expect(failureWords(facts, tools('en'))).toBe(fillText(TEXTS.en[key], { status }));
  });
});
