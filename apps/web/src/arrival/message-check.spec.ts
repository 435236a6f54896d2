import { readMessageCheck } from './message-check';

const both = { en: 'Words.', 'zh-CN': '文字。' };
const SENT = {
  code: '7K3M-92QD-XF4T',
  sent: true,
  sentAt: '2026-11-27T01:00:00.000Z',
  to: { name: 'A***', email: null, phone: '***8000' },
  advice: both,
  neverAsked: both,
};

describe('what the service knows of a message', () => {
  it('is when it was sent, and to whom in a masked form', () => {
    expect(readMessageCheck(SENT)).toEqual({
      sent: { at: new Date('2026-11-27T01:00:00Z'), to: 'A***, ***8000' },
      advice: both,
      neverAsked: both,
    });
  });

  it('is that it is not ours', () => {
    const answer = { sent: false, advice: both, neverAsked: both };
    expect(readMessageCheck(answer)).toEqual({ ...answer, sent: null });
  });

  it.each([
    ['no object', null],
    ['no word on whether it was sent', { ...SENT, sent: 'yes' }],
    ['no advice', { ...SENT, advice: undefined }],
    ['advice in one language', { ...SENT, neverAsked: { en: 'Words.' } }],
    ['a time that is none', { ...SENT, sentAt: 'today' }],
    ['nobody', { ...SENT, to: null }],
  ])('is refused with %s', (_what, answer) => {
    expect(readMessageCheck(answer)).toBeNull();
  });
});
