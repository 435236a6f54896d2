import { NO_DATE, noticeBody, noticeParts, partOfClaimant, timeSaid } from './notice';
import type { NoticeText, NoticeValue } from './notice';

const both = (text: string): { en: string; 'zh-CN': string } => ({ en: text, 'zh-CN': text });
const TEXT: NoticeText = {
  mentions: [],
  subject: both('About {value}'),
  happened: both('{value}'),
  next: both('next'),
  byWhen: both('By {value}'),
  yourPart: both('nothing'),
  sms: both('{value}'),
};
const SHANGHAI = 'Asia/Shanghai';

describe('a time in a notice', () => {
  it.each([
    [
      '2026-12-03T10:00:00Z',
      SHANGHAI,
      '2026年12月3日 18:00（北京时间）',
      '3 December 2026, 18:00 (Asia/Shanghai)',
    ],
    [
      '2026-12-03T16:00:00Z',
      SHANGHAI,
      '2026年12月4日 00:00（北京时间）',
      '4 December 2026, 00:00 (Asia/Shanghai)',
    ],
    [
      '2026-12-03T15:59:59.999Z',
      SHANGHAI,
      '2026年12月3日 24:00（北京时间）',
      '3 December 2026, 24:00 (Asia/Shanghai)',
    ],
    [
      '2026-07-03T20:30:00Z',
      'Europe/London',
      '2026年7月3日 21:30（Europe/London）',
      '3 July 2026, 21:30 (Europe/London)',
    ],
  ])('%s in %s is said as the day and minute on the wall there', (at, zone, zh, en) => {
    expect(timeSaid(new Date(at), 'zh-CN', zone)).toBe(zh);
    expect(timeSaid(new Date(at), 'en', zone)).toBe(en);
  });
});

describe('a notice', () => {
  it.each<[string, NoticeValue, string, string]>([
    ['a text', 'CLM-1', 'CLM-1', 'CLM-1'],
    ['a text of two languages', { en: 'us', 'zh-CN': '我们' }, 'us', '我们'],
    ['a list', [both('a'), both('b')], 'a; b', 'a、b'],
    ['nothing but digits', '$& $1', '$& $1', '$& $1'],
  ])('says %s in the language of its reader', (_what, value, en, zh) => {
    const said = (language: 'en' | 'zh-CN'): string =>
      noticeParts(TEXT, { value }, { language, timeZone: SHANGHAI }).happened;
    expect([said('en'), said('zh-CN')]).toEqual([en, zh]);
  });

  it('is short about times in a text message, and nowhere else', () => {
    const value = { at: '2026-12-03T10:00:00Z' };
    const zh = noticeParts(TEXT, { value }, { language: 'zh-CN', timeZone: SHANGHAI });
    expect([zh.happened, zh.sms]).toEqual(['2026年12月3日 18:00（北京时间）', '12月3日18:00']);
    const en = noticeParts(TEXT, { value }, { language: 'en', timeZone: SHANGHAI });
    expect(en.sms).toBe('3 December 18:00');
  });

  it.each([
    ['a time', { at: '2026-12-03T10:00:00Z' }, 'By 3 December 2026, 18:00 (Asia/Shanghai)', 'x'],
    ['none', NO_DATE, 'There is no further date.', 'x: there is news on the page'],
  ])('promises no time on a claim that has %s', (_what, due, byWhen, sms) => {
    const text = { ...TEXT, byWhen: both('By {due}'), sms: both('{reference} {due}') };
    const values = { due, value: 'x', reference: 'x', phone: '1' };
    const parts = noticeParts(text, values, { language: 'en', timeZone: SHANGHAI });
    expect(parts.byWhen).toBe(byWhen);
    expect(parts.sms).toContain(sms);
  });

  it('does not go out with a hole in it', () => {
    const reader = { language: 'en', timeZone: SHANGHAI } as const;
    expect(() => noticeParts(TEXT, {}, reader)).toThrow('mentions {value}');
  });

  it('in the thread has what is next, by when and what is to be done, each under its name', () => {
    const parts = noticeParts(TEXT, { value: 'x' }, { language: 'zh-CN', timeZone: SHANGHAI });
    expect(noticeBody(parts, 'zh-CN')).toBe('x\n\n下一步：next\n时限：By x\n您需要做的：nothing');
    expect(noticeBody(parts, 'en')).toContain('\nWhat you need to do: nothing');
  });

  it('tells nobody to lean back while they are waited for', () => {
    expect(partOfClaimant('claimant')['zh-CN']).not.toContain('无需');
    for (const nextBy of ['reviewer', 'system', null]) {
      expect(partOfClaimant(nextBy).en).toContain('need do nothing');
    }
  });
});
