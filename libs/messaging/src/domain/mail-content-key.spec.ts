import { mailContentKey } from './mail-content-key';
import type { MailIdentity } from './mail-content-key';

const MAIL: MailIdentity = {
  claimId: 'clm_1',
  isForHost: false,
  messageId: '<a@b>',
  from: 'lin@example.com',
  subject: 'Re',
  text: 'words',
  files: [{ name: 'a.png', content: Buffer.from('1') }],
};

describe('what makes a mail that mail', () => {
  it('is the same on whatever way it came', () => {
    expect(mailContentKey({ ...MAIL })).toBe(mailContentKey(MAIL));
  });

  it.each<[string, Partial<MailIdentity>]>([
    ['claim', { claimId: 'clm_2' }],
    ['name', { messageId: '<b@b>' }],
    ['sender', { from: null }],
    ['subject', { subject: 'Fw' }],
    ['text', { text: 'other words' }],
    ['name of a file', { files: [{ name: 'b.png', content: Buffer.from('1') }] }],
    ['content of a file', { files: [{ name: 'a.png', content: Buffer.from('2') }] }],
    ['number of files', { files: [] }],
  ])('is another one with another %s', (_what, change) => {
    expect(mailContentKey({ ...MAIL, ...change })).not.toBe(mailContentKey(MAIL));
  });

  it('is nothing without a name: the same words may be said twice', () => {
    expect(mailContentKey({ ...MAIL, messageId: '' })).toBeNull();
  });
});
