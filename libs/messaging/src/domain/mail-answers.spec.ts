import { mailAnswer } from './mail-answers';
import type { MailAnswerFacts } from './mail-answers';
import { NEVER_ASKED } from './never-asked';

const KINDS = ['new', 'held', 'unreadable'] as const;
const LANGUAGES = ['zh-CN', 'en'] as const;
const EACH = KINDS.flatMap((kind) => LANGUAGES.map((language) => [kind, language] as const));
const FORBIDDEN = /请勿回复|不要回复|no-?reply|do not reply|don't reply/i;

const CHECK = { code: '7K3M-92QD-XF4T', url: 'https://claims.example.com/?code=7K3M-92QD-XF4T' };
const ENDS_AT = new Date('2026-12-26T10:00:00Z');

const facts = (wish: Partial<MailAnswerFacts>): MailAnswerFacts => ({
  kind: 'new',
  language: 'en',
  link: null,
  check: CHECK,
  timeZone: 'Asia/Shanghai',
  phone: '400-000-0000',
  guarantor: 'Ganpei',
  refused: [],
  ...wish,
});

describe.each(EACH)('the answer to a mail (%s) in %s', (kind, language) => {
  const url = 'https://claims.example.com/?mail=x';
  const link = kind === 'new' ? { url, endsAt: ENDS_AT } : null;
  const { subject, text } = mailAnswer(facts({ kind, language, link }));

  it('can be answered, names the telephone, and asks for no secret', () => {
    expect(text).toContain('400-000-0000');
    expect(text).toContain(NEVER_ASKED[language]);
    expect(text).toMatch(/reply|回复/);
    expect(`${subject} ${text}`).not.toMatch(FORBIDDEN);
    expect(text).not.toMatch(/[{}]|undefined/);
  });

  it('has one link to go on at most, and one to check it by, and both are ours', () => {
    const links = text.match(/https?:\/\/\S+/g) ?? [];
    expect(links).toEqual(link === null ? [CHECK.url] : [link.url, CHECK.url]);
    expect(text).toContain(CHECK.code);
  });

  it('says until when a link is good, and what is then', () => {
    const said = language === 'en' ? '26 December 2026, 18:00' : '2026年12月26日 18:00（北京时间）';
    expect(text.includes(said)).toBe(link !== null);
    expect(/After that it leads nowhere|此后链接失效/.test(text)).toBe(link !== null);
  });

  it('promises no time that nobody keeps', () => {
    expect(text).not.toMatch(/working day|工作日/);
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
