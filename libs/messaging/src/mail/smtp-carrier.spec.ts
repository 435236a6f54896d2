import { SmtpInbox } from '../../../../test/support/smtp-inbox';
import type { SmtpMood } from '../../../../test/support/smtp-inbox';
import type { OutgoingMail } from './mail-carrier';
import { SmtpCarrier } from './smtp-carrier';

const MAIL: OutgoingMail = {
  messageId: 'msg_1',
  from: 'reply+a@claims.example.com',
  to: 'lin@example.com',
  raw: Buffer.from('Subject: Hello\r\n\r\nHello\r\n'),
};
const LIMITS = { connectMs: 500, silenceMs: 500, mailMs: 2_000 };

describe('a mail for a mail server', () => {
  let inbox: SmtpInbox;
  let carrier: SmtpCarrier;
  beforeEach(async () => {
    inbox = await SmtpInbox.open();
    carrier = new SmtpCarrier(inbox.url, LIMITS);
  });
  afterEach(async () => {
    carrier.onApplicationShutdown();
    await inbox.close();
  });

  it('is sent when the server has taken it, under the name that the server gave it', async () => {
    expect(await carrier.carry(MAIL)).toEqual({ outcome: 'sent', providerId: 'Q1' });
    expect(inbox.mails).toMatchObject([{ from: MAIL.from, to: [MAIL.to] }]);
  });

  it.each<[SmtpMood, string, string]>([
    ['is busy', 'unsure', 'smtp 451'],
    ['greets busy', 'unsure', 'smtp 421'],
    ['knows no such recipient', 'refused', 'smtp 550'],
    ['refuses the text', 'refused', 'smtp 554'],
    ['refuses us', 'unsure', 'smtp 550'],
    ['falls silent', 'unsure', 'timeout'],
    ['takes it and drops the line', 'unsure', 'connection'],
  ])('of a server that %s is %s (%s)', async (mood, outcome, problem) => {
    inbox.mood = mood;
    expect(await carrier.carry(MAIL)).toEqual({ outcome, problem });
    inbox.mood = 'takes';
    expect(await carrier.carry(MAIL)).toMatchObject({ outcome: 'sent' });
  });

  it('is not sent, and may be later, while no server is there', async () => {
    await inbox.close();
    expect(await carrier.carry(MAIL)).toEqual({ outcome: 'unsure', problem: 'connection' });
    inbox = await SmtpInbox.open();
  });

  it('goes over few connections, however many there are', async () => {
    await Promise.all(Array.from({ length: 40 }, () => carrier.carry(MAIL)));
    expect(inbox.mails).toHaveLength(40);
    expect(inbox.connections).toBeLessThanOrEqual(4);
  });
});
