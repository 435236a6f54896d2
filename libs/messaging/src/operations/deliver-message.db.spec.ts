import { INSTALLATION_SECRET } from '@app/platform';

import { claimNow, claimantOf, decide, reviewedCase } from '../../../../test/support/cases';
import { CHANNEL_SECRET, ChannelInbox } from '../../../../test/support/channel-inbox';
import { duel } from '../../../../test/support/duels';
import {
  deliver,
  deliveriesOf,
  outgoing,
  reachedCase,
  tellAndDeliver,
  undelivered,
} from '../../../../test/support/delivery-steps';
import { SmtpInbox } from '../../../../test/support/smtp-inbox';
import type { TakenMail } from '../../../../test/support/smtp-inbox';
import { TestOperations } from '../../../../test/support/test-operations';
import { TRIES_MAX } from '../domain/delivery';
import { readLetterLink } from '../domain/letter-link';
import { NEVER_ASKED } from '../domain/never-asked';
import { readReplyAddress } from '../domain/reply-address';
import { ChatLinkEntity } from '../persistence/chat-link.entity';
import type { MessageEntity } from '../persistence/message.entity';
import { ChoosePhrase } from './choose-phrase';
import { MarkBounced } from './mark-bounced';
import { RedactMessage } from './redact-message';
import { WriteMessage } from './write-message';

const DOMAIN = 'claims.example.com';
const PHONE = '+8613800138000';
const MINUTE_MS = 60_000;

describe('a message to a claimant', () => {
  let ops: TestOperations;
  let inbox: SmtpInbox;
  let texts: ChannelInbox;
  beforeAll(async () => {
    inbox = await SmtpInbox.open();
    texts = await ChannelInbox.open();
    const sms = { url: texts.url, secret: CHANNEL_SECRET };
    const mail = { domain: DOMAIN, smtpUrl: inbox.url, sms, im: sms };
    ops = await TestOperations.start({ config: { mail } });
  });
  afterEach(() => {
    inbox.mood = 'takes';
    texts.status = 200;
  });
  afterAll(async () => {
    await ops.stop();
    await inbox.close();
    await texts.close();
  });

  const mailsOf = ({ id }: Pick<MessageEntity, 'id'>): TakenMail[] =>
    inbox.mails.filter(({ parsed }) => parsed.messageId === `<${id}@${DOMAIN}>`);
  const textsOf = ({ id }: Pick<MessageEntity, 'id'>): string[] =>
    texts.messages.filter((message) => message.id === id).map(({ text }) => text);
  const statesOf = async (message: MessageEntity): Promise<string[]> =>
    (await deliveriesOf(ops, message)).map(({ channel, state }) => `${channel} ${state}`);
  const key = (): Buffer => ops.libs.module.get<Buffer>(INSTALLATION_SECRET);

  /** A message that waits to leave. */
  async function waiting(phone: string | null = null): Promise<MessageEntity> {
    const claim = await reachedCase(ops, { phone });
    inbox.mood = 'is busy';
    await tellAndDeliver(ops, claim);
    inbox.mood = 'takes';
    const [message] = await outgoing(ops, claim);
    return message!;
  }

  it('is a mail from a person that can be answered, checked and called about', async () => {
    const claim = await reviewedCase(ops, {
      claim: {
        contact: { name: '林小雨', email: 'lin@example.com', phone: PHONE, locale: 'zh-CN' },
      },
    });
    await ops.transaction((tx) =>
      ops
        .get(ChoosePhrase)
        .run(tx, { ...claimantOf(claim), partyId: claim.claimantPartyId }, '外婆的樟木箱'),
    );
    await tellAndDeliver(ops, claim);
    const [message] = await outgoing(ops, claim);
    const [mail] = mailsOf(message!);
    expect(mail!.to).toEqual(['lin@example.com']);
    expect(readReplyAddress(mail!.from, { mailDomain: DOMAIN, key: key() })).toBe(claim.id);
    const { parsed } = mail!;
    expect(parsed.from?.value).toMatchObject([{ address: mail!.from }]);
    expect(parsed.from?.value[0]?.name).toMatch(/^(wang|qian) · 赔付中心$/);
    expect(parsed.replyTo?.value).toMatchObject([{ address: mail!.from }]);
    expect(parsed.subject).toBe(`[${claim.reference}] 已收到您的索赔`);
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.references).toBe(`<${claim.id}@${DOMAIN}>`);
    for (const part of [parsed.text, parsed.html === false ? '' : parsed.html]) {
      for (const words of ['外婆的樟木箱', message!.code, '400-000-0000', NEVER_ASKED['zh-CN']]) {
        expect(part).toContain(words);
      }
    }
    expect(parsed.text).toMatch(/下一步：.+\n时限：最迟 .+\n您需要做的：.+/);
    expect(await statesOf(message!)).toEqual(['mail sent']);
    expect((await deliveriesOf(ops, message!))[0]!.providerId).toMatch(/^Q\d+$/);
  });

  it('of a decision leads to its letter, in the claimant’s language, for thirty days', async () => {
    const claim = await reviewedCase(ops, {
      claim: { contact: { name: 'Lin', email: 'lin@example.com', phone: null, locale: 'en' } },
    });
    await decide(ops, claim);
    await tellAndDeliver(ops, claim);
    const told = (await outgoing(ops, claim)).find(
      ({ noticeKey }) => noticeKey === 'decision.approved',
    );
    const text = mailsOf(told!)[0]!.parsed.text ?? '';
    const token = decodeURIComponent(/\/v1\/letters\?token=(\S+)/.exec(text)?.[1] ?? '');
    const now = ops.clock.now();
    const { decisionId } = await claimNow(ops, claim);
    const opened = { decisionId, locale: 'en' };
    expect(readLetterLink(token, key(), now)).toEqual(opened);
    expect(readLetterLink(token, key(), new Date(now.getTime() + 31 * 86_400_000))).toBeNull();
    expect(readLetterLink(token.replace('.en.', '.zh-CN.'), key(), now)).toBeNull();
  });

  it('of a person of ours bears their name, and is no machine’s', async () => {
    const claim = await reachedCase(ops, { locale: 'en' });
    const message = await ops.transaction((tx) =>
      ops.get(WriteMessage).run(tx, ops.staff.wang, claim, {
        body: 'We have read the police receipt.\nIs the time on it right?',
        inReplyTo: null,
        evidenceIds: [],
      }),
    );
    await deliver(ops, message);
    const { parsed } = mailsOf(message)[0]!;
    expect(parsed.from?.value[0]?.name).toBe('wang · Claims Centre');
    expect(parsed.headers.has('auto-submitted')).toBe(false);
    expect(parsed.text).toContain('Is the time on it right?');
    expect(parsed.text).toMatch(/What is next: .+\nBy when: By .+\n/);
  });

  it('in which something was blackened before it left, leaves so', async () => {
    const claim = await reachedCase(ops);
    const message = await ops.transaction((tx) =>
      ops.get(WriteMessage).run(tx, ops.staff.wang, claim, {
        body: 'The card number is 6222020000000000.',
        inReplyTo: null,
        evidenceIds: [],
      }),
    );
    await ops.transaction((tx) =>
      ops.get(RedactMessage).run(tx, ops.staff.zhao, message, {
        texts: ['6222020000000000'],
        reason: 'A card number.',
      }),
    );
    await deliver(ops, message);
    const { text } = mailsOf(message)[0]!.parsed;
    expect(text).toContain('The card number is');
    expect(text).not.toContain('6222020000000000');
  });

  it('is sent once, however many deliver it at once', async () => {
    const claim = await reachedCase(ops);
    await tellAndDeliver(ops, claim);
    const [message] = await outgoing(ops, claim);
    await duel(
      () => deliver(ops, message!),
      () => deliver(ops, message!),
    );
    expect(mailsOf(message!)).toHaveLength(1);
  });

  it('waits while the server is busy, and is tried again when it is time', async () => {
    const message = await waiting();
    expect(await statesOf(message)).toEqual(['mail queued']);
    expect((await deliveriesOf(ops, message))[0]).toMatchObject({ tries: 1, problem: 'smtp 451' });
    await deliver(ops, message);
    expect(mailsOf(message)).toEqual([]);
    ops.clock.moveOn(MINUTE_MS);
    await deliver(ops, message);
    expect(mailsOf(message)).toHaveLength(1);
    expect(await statesOf(message)).toEqual(['mail sent']);
  });

  it('is found by the sweep when its job was lost', async () => {
    const message = await waiting();
    expect(await undelivered(ops)).not.toContain(message.id);
    ops.clock.moveOn(MINUTE_MS + 6_000);
    expect(await undelivered(ops)).toContain(message.id);
    await deliver(ops, message);
    expect(await undelivered(ops)).not.toContain(message.id);
  });

  it('that may have arrived is sent again as the very same mail', async () => {
    const claim = await reachedCase(ops);
    inbox.mood = 'takes it and drops the line';
    await tellAndDeliver(ops, claim);
    inbox.mood = 'takes';
    const [message] = await outgoing(ops, claim);
    ops.clock.moveOn(MINUTE_MS);
    await deliver(ops, message!);
    const [first, second] = mailsOf(message!);
    expect(second!.raw).toBe(first!.raw);
  });

  it('that nobody takes goes on as a text message, with reference and telephone', async () => {
    const claim = await reachedCase(ops, { phone: PHONE });
    inbox.mood = 'knows no such recipient';
    await tellAndDeliver(ops, claim);
    const [message] = await outgoing(ops, claim);
    expect(await statesOf(message!)).toEqual(['mail failed', 'sms queued']);
    await deliver(ops, message!);
    expect(await statesOf(message!)).toEqual(['mail failed', 'sms sent']);
    const [text] = textsOf(message!);
    expect(text).toContain(claim.reference);
    expect(text).toContain('400-000-0000');
    expect(text!.length).toBeLessThanOrEqual(70);
    expect((await deliveriesOf(ops, message!))[1]!.providerId).toBe('sms-1');
  });

  it('that came back goes on as a text message, and coming back twice changes nothing', async () => {
    const claim = await reachedCase(ops, { phone: PHONE });
    await tellAndDeliver(ops, claim);
    const [message] = await outgoing(ops, claim);
    const bounce = (): Promise<boolean> =>
      ops.transaction((tx) =>
        ops.get(MarkBounced).run(tx, { messageId: message!.id, problem: 'smtp 5.1.1' }),
      );
    expect(await bounce()).toBe(true);
    expect(await bounce()).toBe(false);
    expect(await statesOf(message!)).toEqual(['mail bounced', 'sms queued']);
    await deliver(ops, message!);
    expect(textsOf(message!)).toHaveLength(1);
  });

  it('to somebody with a telephone only is a text message', async () => {
    const claim = await reachedCase(ops, { email: null, phone: PHONE });
    await tellAndDeliver(ops, claim);
    const [message] = await outgoing(ops, claim);
    expect(await statesOf(message!)).toEqual(['sms sent']);
  });

  it('to somebody who writes from a chat, and has no mail, goes there with all that it says', async () => {
    const claim = await reachedCase(ops, { email: null, phone: PHONE });
    const link = { channel: 'wechat', userId: 'o_lin', claimId: claim.id };
    await ops.transaction((tx) =>
      tx.insert(ChatLinkEntity, { lane: 7, linkedAt: ops.clock.now(), ...link }),
    );
    await tellAndDeliver(ops, claim);
    const [message] = await outgoing(ops, claim);
    expect(await statesOf(message!)).toEqual(['im sent']);
    const taken = texts.messages.find(({ id }) => id === message!.id);
    expect(taken).toMatchObject({ channel: 'wechat', to: 'o_lin' });
    expect(taken!.text).toContain('下一步');
    expect(taken!.text).toContain(NEVER_ASKED['zh-CN']);
  });

  it.each([
    [500, 'sms queued', 'http 500'],
    [429, 'sms queued', 'http 429'],
    [401, 'sms queued', 'http 401'],
    [0, 'sms queued', 'connection'],
    [400, 'sms failed', 'http 400'],
  ])('is "%s" %s when the service for text messages answers so', async (status, state, problem) => {
    const claim = await reachedCase(ops, { email: null, phone: PHONE });
    texts.status = status;
    await tellAndDeliver(ops, claim);
    const [message] = await outgoing(ops, claim);
    expect(await statesOf(message!)).toEqual([state]);
    expect((await deliveriesOf(ops, message!))[0]!.problem).toBe(problem);
  });

  it('that no channel can carry stands in the thread', async () => {
    const claim = await reachedCase(ops, { email: null });
    await tellAndDeliver(ops, claim);
    const [message] = await outgoing(ops, claim);
    expect(await statesOf(message!)).toEqual(['thread sent']);
    expect((await claimNow(ops, claim)).status).toBe('received');
  });

  it('is given up after days of trying, and not before', async () => {
    const message = await waiting(PHONE);
    inbox.mood = 'is busy';
    const startedAt = ops.clock.now().getTime();
    for (let tries = 1; tries < TRIES_MAX; tries += 1) {
      expect(await statesOf(message)).toEqual(['mail queued']);
      const [{ nextTryAt } = { nextTryAt: null }] = await deliveriesOf(ops, message);
      ops.clock.moveOn(nextTryAt!.getTime() - ops.clock.now().getTime());
      await deliver(ops, message);
    }
    expect(await statesOf(message)).toEqual(['mail failed', 'sms queued']);
    expect(ops.clock.now().getTime() - startedAt).toBeGreaterThan(3 * 86_400_000);
  });
});
