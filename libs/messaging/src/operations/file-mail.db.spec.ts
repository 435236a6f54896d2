import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

import { AddEvidence, EvidenceArrivalEntity } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { FileStore, INSTALLATION_SECRET } from '@app/platform';

import { aPng } from '../../../../test/support/builders';
import { claimantOf, evidenceFor, filedCase } from '../../../../test/support/cases';
import { TestOperations } from '../../../../test/support/test-operations';
import { ANSWERS_PER_HOUR_MAX, ANSWERS_WINDOW_MS } from '../domain/mail-answering';
import { signReplyAddress } from '../domain/reply-address';
import { InboundMailQueries } from '../mail/inbound-mail.queries';
import { InboundMailEntity } from '../persistence/inbound-mail.entity';
import { MessageEntity } from '../persistence/message.entity';
import { ThreadQueries } from '../thread.queries';
import { ReadMail } from './read-mail';
import { ReceiveMail } from './receive-mail';

const ARCHIVE = Buffer.from('504b0304140000000800', 'hex');

describe('the files of a mail', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(() => ops.stop());

  /** A claim whose claimant is reached under an address of their own. */
  async function filed(): Promise<{ claim: ClaimEntity; from: string }> {
    const from = `${randomUUID()}@example.com`;
    const contact = { name: 'Lin', email: from, phone: null, locale: 'en' as const };
    return { claim: await filedCase(ops, { claim: { contact } }), from };
  }

  /** A mail that was taken in and read. */
  async function sent(
    { claim, from }: { claim: ClaimEntity; from: string },
    files: Readonly<Record<string, Buffer>>,
  ): Promise<InboundMailEntity> {
    const key = ops.libs.module.get<Buffer>(INSTALLATION_SECRET);
    const to = signReplyAddress(claim.id, { mailDomain: 'claims.example.com', key });
    const lines = [
      `From: ${from}`,
      `Message-ID: <${randomUUID()}@example.com>`,
      'Content-Type: multipart/mixed; boundary=q',
      ...['', '--q', 'Content-Type: text/plain', '', 'Here it is.'],
      ...Object.entries(files).flatMap(([name, content]) => [
        ...['--q', `Content-Type: image/png; name=${name}`, 'Content-Transfer-Encoding: base64'],
        ...['', content.toString('base64')],
      ]),
      ...['--q--', ''],
    ];
    const raw = Readable.from([Buffer.from(lines.join('\r\n'))]);
    await ops.get(ReceiveMail).run({ from, recipients: [to] }, raw);
    const { id } = await ops.reads.findOneOrFail(InboundMailEntity, {
      where: { recipient: to },
      order: { id: 'DESC' },
    });
    await ops.get(ReadMail).run({ inboundMailId: id });
    return (await ops.get(InboundMailQueries).byId(ops.reads, id))!;
  }

  /** What the thread says of the files of a mail that were refused. */
  async function refusedOf({ messageId }: InboundMailEntity): Promise<(string | null)[][]> {
    const threads = ops.get(ThreadQueries);
    const message = await threads.message(ops.reads, messageId!);
    const files = await threads.refusedFiles(ops.reads, [message!]);
    return files.map(({ name, refusedCode }) => [name, refusedCode]);
  }

  /** What the claimant was told of files, each time. */
  async function told({ lane, id }: ClaimEntity): Promise<string[]> {
    const notices = await ops.reads.find(MessageEntity, {
      where: { lane, claimId: id, noticeKey: 'mail.files' },
      order: { id: 'ASC' },
    });
    return notices.map(({ body }) => body);
  }

  it('that were refused stand on the thread with the reason, whatever refused them', async () => {
    const on = await filed();
    for (let number = 0; number < 50; number += 1) {
      await ops.transaction((tx) =>
        ops
          .get(AddEvidence)
          .run(tx, claimantOf(on.claim), evidenceFor(on.claim, 'identity', `${number}`)),
      );
    }
    const late = aPng('late');
    const mail = await sent(on, { 'all.zip': ARCHIVE, 'late.png': late });
    expect(await refusedOf(mail)).toEqual([
      ['all.zip', 'evidence.unsupported_type'],
      ['late.png', 'evidence.too_many'],
    ]);
    expect(await told(on.claim)).toEqual([expect.stringMatching(/all\.zip[^]*late\.png/)]);
  });

  it('that were refused when nobody is answered any more are told with the next answer', async () => {
    const on = await filed();
    for (let count = 0; count < ANSWERS_PER_HOUR_MAX; count += 1) await sent(on, {});
    const unanswered = [
      await sent(on, { 'first.zip': ARCHIVE }),
      await sent(on, { 'second.zip': ARCHIVE }),
    ];
    expect(unanswered.map(({ reason }) => reason)).toEqual([
      'too many answers',
      'too many answers',
    ]);
    expect(await told(on.claim)).toEqual([]);
    expect(await refusedOf(unanswered[0]!)).toEqual([['first.zip', 'evidence.unsupported_type']]);

    ops.clock.moveOn(ANSWERS_WINDOW_MS + 1_000);
    await sent(on, { 'photo.png': aPng('photo') });
    const [notice, ...more] = await told(on.claim);
    expect(more).toEqual([]);
    expect(notice).toMatch(/first\.zip[^]*second\.zip/);
    // What was told once is told.
    await sent(on, {});
    await sent(on, { 'third.zip': ARCHIVE });
    const [, last, ...others] = await told(on.claim);
    expect(others).toEqual([]);
    expect(last).toContain('third.zip');
    expect(last).not.toContain('first.zip');
  });

  it('count among the bytes of a day, by the address that they come from', async () => {
    const on = await filed();
    const before = new Set(await counted());
    const mail = await sent(on, { 'photo.png': aPng('counted'), 'all.zip': ARCHIVE });
    expect(await refusedOf(mail)).toEqual([['all.zip', 'evidence.unsupported_type']]);
    const senders = (await counted()).filter((personId) => !before.has(personId));
    expect(senders).toHaveLength(2);
    const [personId = ''] = senders;
    expect(senders).toEqual([personId, personId]);
    expect(personId).not.toContain(on.from);

    const arrival = { id: randomUUID(), personId, sizeBytes: 2 ** 30, arrivedAt: ops.clock.now() };
    await ops.transaction((tx) => tx.insert(EvidenceArrivalEntity, arrival));
    const content = aPng('one too many');
    const tooMuch = await sent(on, { 'more.png': content });
    expect(await refusedOf(tooMuch)).toEqual([['more.png', 'evidence.too_much_today']]);
    expect(await told(on.claim)).toContainEqual(expect.stringContaining('more.png'));
    // Nobody else is held up by it, whatever From says.
    expect(await refusedOf(await sent(await filed(), { 'more.png': content }))).toEqual([]);
    expect(await ops.get(FileStore).has(tooMuch.sha256)).toBe(true);
  });

  const counted = async (): Promise<string[]> =>
    (await ops.reads.find(EvidenceArrivalEntity)).map(({ personId }) => personId);
});
