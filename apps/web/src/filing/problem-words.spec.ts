import { TEXTS_EN } from '../language/texts-en';
import { fieldId, ownProblems, problemWords } from './problem-words';

const texts = { en: 'This field is missing.', 'zh-CN': '缺少该字段。' };
const english = {
  language: 'en',
  text: (key: keyof typeof TEXTS_EN): string => TEXTS_EN[key],
} as const;

describe('what is wrong with an answer', () => {
  it.each([
    ['lines', 'isDefined', 'Choose a payment.'],
    ['contact', 'isDefined', 'Say your name.'],
    ['payoutMethod.account.number', 'isDefined', 'Give the number of the account.'],
    ['lines[3].money.amountMinor', 'minorAmount', 'Write the amount in digits, such as 199.00.'],
  ])('in %s (%s) is said with what to do: %s', (field, code, words) => {
    expect(problemWords({ field, code, texts }, english)).toBe(words);
  });

  it.each([
    ['lines[0].money', 'claim.already_open'],
    ['narrative', 'safeText'],
    ['constructor', 'isDefined'],
  ])('in %s (%s) is said in the words of the service', (field, code) => {
    expect(problemWords({ field, code, texts }, english)).toBe(texts.en);
  });

  it('is found here when nobody could reach the claimant', () => {
    const contact = { name: 'Lin', phone: '', email: '', locale: 'en' } as const;
    expect(ownProblems({ contact }).map(({ field }) => field)).toEqual(['contact.email']);
    for (const reach of [{ phone: '110' }, { email: 'lin@example.org' }, { name: '' }]) {
      expect(ownProblems({ contact: { ...contact, ...reach } })).toEqual([]);
    }
  });

  it.each([
    ['lines[0].money.amountMinor', 'field-lines-0-money-amountMinor'],
    ['contact.name', 'field-contact-name'],
    ['lines[0]', 'field-lines-0'],
  ])('leads from %s to the element %s', (field, id) => {
    expect(fieldId(field)).toBe(id);
  });
});
