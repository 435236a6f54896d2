import { mailAnswer } from './mail-answers';
import type { MailAnswerFacts } from './mail-answers';
import { NEVER_ASKED } from './never-asked';

const KINDS = ['new', 'held', 'unreadable'] as const;
const LANGUAGES = ['zh-CN', 'en'] as const;
const EACH = KINDS.flatMap((kind) => LANGUAGES.map((language) => [kind, language] as const));
const FORBIDDEN = /请勿回复|不要回复|no-?reply|do not reply|don't reply/i;

const facts = (wish: Partial<MailAnswerFacts>): MailAnswerFacts => ({
  kind: 'new',
  language: 'en',
  link: null,
  phone: '400-000-0000',
  guarantor: 'Ganpei',
  refused: [],
  ...wish,
});

describe.each(EACH)('the answer to a mail (%s) in %s', (kind, language) => {
  const link = kind === 'new' ? 'https://claims.example.com/?mail=x' : null;
  const { subject, text } = mailAnswer(facts({ kind, language, link }));

  it('can be answered, names the telephone, and asks for no secret', () => {
    expect(text).toContain('400-000-0000');
    expect(text).toContain(NEVER_ASKED[language]);
    expect(text).toMatch(/reply|回复/);
    expect(`${subject} ${text}`).not.toMatch(FORBIDDEN);
    expect(text).not.toMatch(/[{}]|undefined/);
  });

  it('has one link at most, and it is ours', () => {
    const links = text.match(/https?:\/\/\S+/g) ?? [];
    expect(links).toEqual(link === null ? [] : [link]);
  });

  it('is in one language', () => {
    expect(/\p{Script=Han}/u.test(subject)).toBe(language === 'zh-CN');
  });

  it('says which files were refused, by their place', () => {
    const refused = [{ number: 2, text: { en: 'Too large.', 'zh-CN': '太大。' } }];
    const told = mailAnswer(facts({ kind, language, link, refused })).text;
    expect(told).toContain(language === 'en' ? 'file 2: Too large.' : '附件 2：太大。');
  });
});
