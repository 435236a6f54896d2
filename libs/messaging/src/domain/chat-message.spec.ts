import { chatReply, CHAT_REPLIES } from './chat-replies';
import type { ChatReply } from './chat-replies';
import { readChatMessage } from './chat-message';

const GOOD = { type: 'message.received', id: '7', from: 'o_lin', text: 'hi' };

describe('a message of a chat', () => {
  it.each([
    [GOOD, 'hi'],
    [{ ...GOOD, text: null }, null],
    [{ type: 'message.received', id: '7', from: 'o_lin' }, null],
    [{ ...GOOD, text: '' }, ''],
  ])('is read: %j', (payload, text) => {
    expect(readChatMessage(payload)).toEqual({ id: '7', from: 'o_lin', text });
  });

  it.each([
    [null, 'type'],
    ['text', 'type'],
    [[], 'type'],
    [{ ...GOOD, type: 'message.send' }, 'type'],
    [{ ...GOOD, id: 7 }, 'id'],
    [{ ...GOOD, id: '' }, 'id'],
    [{ ...GOOD, from: 'two words' }, 'from'],
    [{ ...GOOD, from: 'x'.repeat(129) }, 'from'],
    [{ ...GOOD, text: 1 }, 'text'],
    [{ ...GOOD, text: 'x'.repeat(10_001) }, 'text'],
  ])('is refused: %j, for its %s', (payload, field) => {
    expect(() => readChatMessage(payload)).toThrow(
      expect.objectContaining({ code: 'channel.malformed', details: { field } }) as Error,
    );
  });
});

describe.each(Object.keys(CHAT_REPLIES) as ChatReply[])('the reply "%s" in a chat', (reply) => {
  const values = { reference: 'CLM-7K3M-92QD', phone: '400-000-0000', page: 'https://c.example' };
  const { en, 'zh-CN': chinese } = chatReply(reply, values);

  it('names the telephone in both languages, and leaves no hole', () => {
    expect([en, chinese].join()).not.toMatch(/[{}]/);
    expect(en).toContain('400-000-0000');
    expect(chinese).toContain('400-000-0000');
    expect(chinese).toMatch(/\p{Script=Han}/u);
  });
});
