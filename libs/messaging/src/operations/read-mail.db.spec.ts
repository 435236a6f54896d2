import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { CORRESPONDENCE, DiscardFile, EvidenceQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { FileStore, INSTALLATION_SECRET } from '@app/platform';

import { aPng } from '../../../../test/support/builders';
import { claimNow, filedCase } from '../../../../test/support/cases';
import { deliveriesOf, outgoing, tellAndDeliver } from '../../../../test/support/delivery-steps';
import { merge } from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';
import { signReplyAddress } from '../domain/reply-address';
import { InboundMailQueries } from '../mail/inbound-mail.queries';
import { readMailJob } from '../mail/mail-in.jobs';
import { InboundMailEntity } from '../persistence/inbound-mail.entity';
import { MailAnswerEntity } from '../persistence/mail-answer.entity';
import { MessageEntity } from '../persistence/message.entity';
import { AnswerMail } from './answer-mail';
import { ReadMail } from './read-mail';
import { ReceiveMail } from './receive-mail';

const LIN = 'lin@example.com';
const DAY_MS = 24 * 3_600_000;

describe('a mail that was taken in', () => {
  let ops: TestOperations;

  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(() => ops.stop());

  const contact = { name: 'Lin', email: LIN, phone: null, locale: 'en' as const };
  const filed = (): Promise<ClaimEntity> => filedCase(ops, { claim: { contact } });

  function addressOf(claim: ClaimEntity): string {
    const key = ops.libs.module.get<Buffer>(INSTALLATION_SECRET);
    return signReplyAddress(claim.id, { mailDomain: 'claims.example.com', key });
  }

  /** Takes a mail in, and returns its row; nobody reads it. */
  async function taken(to: string, lines: readonly string[]): Promise<InboundMailEntity> {
    const raw = Buffer.from(lines.join('\r\n'));
    await ops.get(ReceiveMail).run({ from: LIN, recipients: [to] }, Readable.from([raw]));
    return ops.reads.findOneOrFail(InboundMailEntity, {
      where: { recipient: to },
      order: { id: 'DESC' },
    });
  }

  const withPicture = (name: string, salt: string): readonly string[] => [
    `From: ${LIN}`,
    `Message-ID: <${salt}@example.com>`,
    'Content-Type: multipart/mixed; boundary=q',
    ...['', '--q', 'Content-Type: text/plain', '', 'Here it is.'],
    ...['--q', `Content-Type: image/png; name=${name}`, 'Content-Transfer-Encoding: base64', ''],
    ...[aPng(salt).toString('base64'), '--q--', ''],
  ];

  async function messagesOf(claim: ClaimEntity): Promise<MessageEntity[]> {
    const { lane, id: claimId } = claim;
    return ops.reads.findBy(MessageEntity, { lane, claimId, channel: 'mail' });
  }

  const now = (row: InboundMailEntity): Promise<InboundMailEntity | null> =>
    ops.get(InboundMailQueries).byId(ops.reads, row.id);

  it('rings once for each mail, and the sweep finds one whose bell was lost', async () => {
    const claim = await filed();
    const row = await taken(addressOf(claim), [`From: ${LIN}`, '', 'Hello.']);
    await taken(addressOf(claim), [`From: ${LIN}`, '', 'Hello.']);
    expect(await ops.jobs('read-mail', { inboundMailId: row.id })).toHaveLength(1);
    const due = async (at: Date): Promise<boolean> => {
      const found = await readMailJob.findDue(ops.reads, at, 100);
      return found.some(({ inboundMailId }) => inboundMailId === row.id);
    };
    expect(await due(ops.clock.now())).toBe(false);
    expect(await due(new Date(ops.clock.now().getTime() + 60_000))).toBe(true);
    await ops.get(ReadMail).run({ inboundMailId: row.id });
    expect(await due(new Date(ops.clock.now().getTime() + 60_000))).toBe(false);
  });

  it('runs twice, at once and afterwards, and is one message with one file', async () => {
    const claim = await filed();
    const row = await taken(addressOf(claim), withPicture('a.png', 'twice'));
    const run = (): Promise<void> => ops.get(ReadMail).run({ inboundMailId: row.id });
    await Promise.all([run(), run(), run()]);
    await run();
    expect(await messagesOf(claim)).toHaveLength(1);
    const files = await ops.get(EvidenceQueries).ofClaim(ops.reads, claim);
    expect(files.map(({ evidence }) => evidence.item)).toEqual([CORRESPONDENCE.id]);
    expect(await now(row)).toMatchObject({ state: 'filed', dueAt: null });
  });

  it('is one message when it came on two ways at the same moment', async () => {
    const claim = await filed();
    const mail = withPicture('a.png', 'two ways');
    const rows = [
      await taken(addressOf(claim), mail),
      await taken(addressOf(claim), ['Received: from mx', ...mail]),
      await taken(addressOf(claim), ['Received: from mx2', ...mail]),
    ];
    await Promise.all(rows.map(({ id }) => ops.get(ReadMail).run({ inboundMailId: id })));
    const states = await Promise.all(rows.map(async (row) => (await now(row))?.state));
    expect(states.sort()).toEqual(['filed', 'repeated', 'repeated']);
    expect(await messagesOf(claim)).toHaveLength(1);
  });

  it('goes to the claim that goes on when its own was merged', async () => {
    const claim = await filed();
    const { filedBy: id, claimantPartyId: partyId } = claim;
    const claimant = { id, role: 'claimant' as const, name: 'Lin', partyId, personId: id };
    const goesOn = await filedCase(ops, { claimant, claim: { contact } });
    const to = addressOf(claim);
    await merge(ops, claim, goesOn);
    const row = await taken(to, withPicture('a.png', 'merged'));
    await ops.get(ReadMail).run({ inboundMailId: row.id });
    expect(await messagesOf(goesOn)).toHaveLength(1);
    expect(await now(row)).toMatchObject({ state: 'filed', claimId: goesOn.id });
    const files = await ops.get(EvidenceQueries).ofClaim(ops.reads, await claimNow(ops, goesOn));
    expect(files).toHaveLength(1);
  });

  it('is not swept away with what nobody names: neither it nor its files', async () => {
    const row = await taken('claims@claims.example.com', withPicture('a.png', 'kept'));
    await ops.get(ReadMail).run({ inboundMailId: row.id });
    const [file] = await ops.get(InboundMailQueries).files(ops.reads, [row]);
    ops.clock.moveOn(2 * DAY_MS);
    for (const sha256 of [row.sha256, file?.sha256 ?? '']) {
      await ops.get(DiscardFile).run({ sha256 });
      expect(await ops.get(FileStore).has(sha256)).toBe(true);
    }
  });

  it('is answered again until the answer has left, and never after it', async () => {
    const row = await taken('claims@claims.example.com', [`From: ${LIN}`, '', 'Stolen.']);
    await ops.get(ReadMail).run({ inboundMailId: row.id });
    const outbox = join(ops.libs.stateDir, 'outbox');
    const answer = (): Promise<MailAnswerEntity | null> =>
      ops.reads.findOneBy(MailAnswerEntity, { inboundMailId: row.id });
    await writeFile(outbox, 'Nothing can be written below this.');
    await ops.get(AnswerMail).run({ inboundMailId: row.id });
    expect(await answer()).toMatchObject({ sentAt: null, dueAt: expect.any(Date) as Date });
    await rm(outbox);
    await ops.get(AnswerMail).run({ inboundMailId: row.id });
    expect(await answer()).toMatchObject({ sentAt: expect.any(Date) as Date, dueAt: null });
    await rm(outbox, { recursive: true });
    await ops.get(AnswerMail).run({ inboundMailId: row.id });
    expect(existsSync(outbox)).toBe(false);
  });

  describe('of a mail server, about one of ours', () => {
    const report = (messageId: string): readonly string[] => [
      'From: MAILER-DAEMON@mx.example.com',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=q',
      ...['', '--q', 'Content-Type: message/delivery-status', ''],
      ...['Final-Recipient: rfc822; lin@example.com', 'Action: failed', 'Status: 5.1.1'],
      ...['', '--q', 'Content-Type: message/rfc822', ''],
      ...[`Message-ID: <${messageId}@claims.example.com>`, 'Subject: x', '', 'Words.', '--q--'],
    ];

    async function reported(to: string, messageId: string): Promise<InboundMailEntity | null> {
      const row = await taken(to, report(messageId));
      await ops.get(ReadMail).run({ inboundMailId: row.id });
      return now(row);
    }

    it('is believed at the address that the mail left from, and nowhere else', async () => {
      const [claim, other] = [await filed(), await filed()];
      await tellAndDeliver(ops, claim);
      const [message] = await outgoing(ops, claim);
      const states = async (): Promise<string[]> =>
        (await deliveriesOf(ops, message!)).map(({ channel, state }) => `${channel} ${state}`);
      for (const to of ['claims@claims.example.com', addressOf(other)]) {
        expect(await reported(to, message!.id)).toMatchObject({
          ...{ state: 'report', reason: 'unproven: failed 5.1.1', claimId: null, messageId: null },
        });
        expect(await states()).toEqual(['mail sent']);
      }
      expect(await reported(addressOf(claim), message!.id)).toMatchObject({
        ...{ state: 'report', reason: 'failed 5.1.1', claimId: claim.id, messageId: message!.id },
      });
      expect(await states()).toContain('mail bounced');
    });
  });

  it('to the postmaster is kept for people, on no claim, and nobody is answered', async () => {
    const claim = await filed();
    const row = await taken('postmaster@claims.example.com', [
      ...[`From: ${LIN}`, `Subject: ${claim.reference}`],
      ...[`In-Reply-To: <${claim.id}@claims.example.com>`, '', 'Your mails bounce.'],
    ]);
    await ops.get(ReadMail).run({ inboundMailId: row.id });
    expect(await now(row)).toMatchObject({
      ...{ state: 'unclaimed', reason: 'host address', claimId: null, body: 'Your mails bounce.' },
    });
    expect(await messagesOf(claim)).toEqual([]);
    expect(await ops.reads.findOneBy(MailAnswerEntity, { inboundMailId: row.id })).toBeNull();
  });

  it('is read later when its raw file cannot be reached now', async () => {
    const claim = await filed();
    const row = await taken(addressOf(claim), [`From: ${LIN}`, '', 'Words.']);
    const path = join(ops.libs.stateDir, 'files', row.sha256.slice(0, 2), row.sha256);
    await rename(path, `${path}.away`);
    await expect(ops.get(ReadMail).run({ inboundMailId: row.id })).rejects.toThrow('ENOENT');
    expect(await now(row)).toMatchObject({ state: 'received' });
    await rename(`${path}.away`, path);
    await ops.get(ReadMail).run({ inboundMailId: row.id });
    expect(await now(row)).toMatchObject({ state: 'filed' });
  });
});
