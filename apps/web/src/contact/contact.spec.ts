import { readContact } from './contact';

const ANSWER = {
  phone: '95188',
  hours: [{ opens: '09:00', closes: '18:00' }],
  days: { en: 'on working days', 'zh-CN': '工作日' },
  zone: 'Asia/Shanghai',
  isOpenNow: false,
  opensNextAt: '2026-11-27T01:00:00.000Z',
  demo: false,
};

describe('the answer about whom to call', () => {
  it('is read with every part', () => {
    const opensNextAt = new Date('2026-11-27T01:00:00Z');
    expect(readContact(ANSWER)).toEqual({ ...ANSWER, opensNextAt });
  });

  it('may say more than we know', () => {
    expect(readContact({ ...ANSWER, chat: 'https://chat' })).not.toBeNull();
  });

  it.each([
    ['no object', '<html>'],
    ['nothing', null],
    ['no number', { ...ANSWER, phone: '' }],
    ['a number that is none', { ...ANSWER, phone: 95188 }],
    ['no hours', { ...ANSWER, hours: undefined }],
    ['hours in words', { ...ANSWER, hours: ['nine to six'] }],
    ['half a span', { ...ANSWER, hours: [{ opens: '09:00' }] }],
    ['days in one language', { ...ANSWER, days: { en: 'always' } }],
    ['no word on now', { ...ANSWER, isOpenNow: 'yes' }],
    ['a time that is none', { ...ANSWER, opensNextAt: 'tomorrow' }],
    ['no time', { ...ANSWER, opensNextAt: undefined }],
    ['no word on demo mode', { ...ANSWER, demo: undefined }],
  ])('is refused with %s', (_what, answer) => {
    expect(readContact(answer)).toBeNull();
  });
});
