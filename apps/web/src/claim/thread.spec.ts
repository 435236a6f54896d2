import { countNew, joined, readMessage, readThread } from './thread';
import type { Message } from './thread';

const both = { en: 'We have your claim.', 'zh-CN': '我们已收到您的索赔。' };
const MESSAGE = {
  type: 'message',
  id: 'msg_1',
  at: '2026-11-27T01:00:00.000Z',
  direction: 'in',
  channel: 'mail',
  author: { role: 'claimant', name: 'Lin' },
  body: 'My card is locked now.',
  quoted: '> We have your claim.',
  trust: 'verified',
  notice: null,
  files: [{ evidenceId: 'evd_1', name: 'card.png' }],
  refusedFiles: [{ name: 'card.exe', code: 'file.type', text: both }],
};

const message = (wish: object = {}): Message => {
  const read = readMessage({ ...MESSAGE, ...wish });
  if (read === null) throw new Error('Not a message.');
  return read;
};

describe('a message', () => {
  it('has its words, what it quotes, and the files that came with it, taken or not', () => {
    expect(message()).toEqual({
      id: 'msg_1',
      at: new Date('2026-11-27T01:00:00Z'),
      isToUs: true,
      channel: 'mail',
      authorName: 'Lin',
      body: 'My card is locked now.',
      quoted: '> We have your claim.',
      isFromKnownSender: true,
      fileNames: ['card.png'],
      refusedFiles: [{ name: 'card.exe', text: both }],
    });
  });

  it('that is a notice of ours is there in both languages', () => {
    const notice = { key: 'claim.received', texts: both };
    expect(message({ direction: 'out', notice })).toMatchObject({ isToUs: false, body: both });
  });

  it('that we sent by ourselves is from nobody in person', () => {
    expect(message({ author: { role: 'system', name: 'Ganpei' } }).authorName).toBeNull();
    expect(message({ author: { role: 'reviewer', name: 'Wang' } }).authorName).toBe('Wang');
  });

  it('of which something is blackened has the words that are left', () => {
    const notice = { key: 'claim.received', texts: null };
    expect(message({ notice, body: 'We have ███.' }).body).toBe('We have ███.');
  });

  it('from an address that nobody knows is marked so', () => {
    expect(message({ trust: 'unverified' }).isFromKnownSender).toBe(false);
  });

  it.each([
    ['nothing', null],
    ['no words', { ...MESSAGE, body: null }],
    ['no time', { ...MESSAGE, at: undefined }],
    ['no list of files', { ...MESSAGE, files: undefined }],
    ['a file without a name', { ...MESSAGE, files: [{ evidenceId: 'evd_1' }] }],
  ])('is refused with %s', (_what, body) => {
    expect(readMessage(body)).toBeNull();
  });
});

describe('the thread', () => {
  it('is what was said; what happened stands in the timeline', () => {
    const event = { type: 'event', id: 'cev_1', at: MESSAGE.at, summary: both };
    const page = readThread({ data: [MESSAGE, event], hasMore: true, next: 'msg_1' });
    expect(page).toEqual({ items: [message()], next: 'msg_1' });
  });

  it('is refused whole with one message that is none', () => {
    expect(readThread({ data: [MESSAGE, { type: 'message' }], next: null })).toBeNull();
  });

  it('has each message once, however the pages overlap', () => {
    const [first, second, third] = ['msg_3', 'msg_2', 'msg_1'].map((id) => message({ id }));
    expect(joined([first!, second!], [second!, third!])).toEqual([first, second, third]);
  });

  it('counts as new what was said to the claimant and was not there', () => {
    const ours = message({ id: 'msg_2', direction: 'out' });
    expect(countNew([message()], [ours, message()])).toBe(1);
    expect(countNew([ours], [ours, message({ id: 'msg_3' })])).toBe(0);
  });
});
