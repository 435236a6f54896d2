import { Readable } from 'node:stream';

import { WithdrawClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { HOUSE_LANE } from '@app/kernel';
import { INSTALLATION_SECRET } from '@app/platform';

import { aPng } from '../../../../test/support/builders';
import { claimNow, claimantOf, filedCase, reviewedCase } from '../../../../test/support/cases';
import { outgoing } from '../../../../test/support/delivery-steps';
import { ask } from '../../../../test/support/information-steps';
import { closeBy } from '../../../../test/support/silence-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { readMessageCode } from '../domain/message-code';
import { signReplyAddress } from '../domain/reply-address';
import { InboundMailQueries } from '../mail/inbound-mail.queries';
import { InboundMailEntity } from '../persistence/inbound-mail.entity';
import { MailAnswerEntity } from '../persistence/mail-answer.entity';
import { ReadMail } from './read-mail';
import { ReceiveMail } from './receive-mail';

const LIN = 'lin@example.com';
const contact = { name: 'Lin', email: LIN, phone: null, locale: 'en' as const };

describe('a mail that somebody wrote', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(() => ops.stop());

  function addressOf(claim: ClaimEntity): string {
    const key = ops.libs.module.get<Buffer>(INSTALLATION_SECRET);
    return signReplyAddress(claim.id, { mailDomain: 'claims.example.com', key });
  }

  /** Takes a mail in and reads it; its row. */
  async function arrived(to: string, lines: readonly string[]): Promise<InboundMailEntity> {
    const raw = Buffer.from(lines.join('\r\n'));
    await ops.get(ReceiveMail).run({ from: LIN, recipients: [to] }, Readable.from([raw]));
    const newest = { where: { recipient: to }, order: { id: 'DESC' } } as const;
    const { id } = await ops.reads.findOneOrFail(InboundMailEntity, newest);
    await ops.get(ReadMail).run({ inboundMailId: id });
    return ops.reads.findOneByOrFail(InboundMailEntity, { lane: HOUSE_LANE, id });
  }

  const answerTo = ({ id }: InboundMailEntity): Promise<MailAnswerEntity | null> =>
    ops.reads.findOneBy(MailAnswerEntity, { lane: HOUSE_LANE, inboundMailId: id });
  const withdrawn = async (): Promise<ClaimEntity> => {
    const claim = await filedCase(ops, { claim: { contact } });
    const wish = { claimId: claim.id, reason: null };
    await ops.transaction((tx) => ops.get(WithdrawClaim).run(tx, claimantOf(claim), wish));
    return claimNow(ops, claim);
  };
  const closed = async (): Promise<ClaimEntity> => closeBy(ops, await withdrawn());

  it.each([
    ['withdrawn', withdrawn],
    ['closed', closed],
  ] as const)(
    'from an address that nobody knows has somebody who looks at it, by a time, when the claim is %s',
    async (status, make) => {
      const claim = await make();
      expect(claim).toMatchObject({ status, nextStep: null });
      const row = await arrived(addressOf(claim), ['From: brother@example.com', '', 'For her.']);
      expect(row.state).toBe('held');
      expect(await answerTo(row)).toMatchObject({ kind: 'held' });
      // It opens nothing: whoever it is, they are not known.
      expect(await claimNow(ops, claim)).toMatchObject({
        status,
        nextStep: 'answer_message',
        nextDueAt: expect.any(Date) as Date,
        ownerId: expect.any(String) as string,
      });
    },
  );

  it.each([
    ['us first', ['claims@claims.example.com', 'postmaster@claims.example.com']],
    ['our host first', ['postmaster@claims.example.com', 'claims@claims.example.com']],
  ] as const)('to us and to our host, %s, is answered once', async (_order, recipients) => {
    const lines = [`From: ${LIN}`, `Message-ID: <${recipients[0]}@x>`, '', 'Stolen.'];
    const rows = [await arrived(recipients[0], lines), await arrived(recipients[1], lines)];
    expect(rows.map(({ state }) => state)).toEqual(['unclaimed', 'unclaimed']);
    const answers = await Promise.all(rows.map(answerTo));
    expect(answers.map((one) => one?.kind)).toEqual(
      recipients.map((to) => (to.startsWith('claims@') ? 'new' : undefined)),
    );
  });

  it('and is not answered promises nothing, and nobody has to look', async () => {
    const claim = await withdrawn();
    const lines = ['From: news@example.com', 'List-Id: <news.example.com>', '', 'News.'];
    const row = await arrived(addressOf(claim), lines);
    expect(row.state).toBe('held');
    expect(await answerTo(row)).toBeNull();
    expect(await claimNow(ops, claim)).toMatchObject({ nextStep: null });
  });

  it('leaves the next step of an open claim as it is', async () => {
    const claim = await reviewedCase(ops, { claim: { contact } });
    await arrived(addressOf(claim), ['From: brother@example.com', '', 'For her.']);
    const { nextStep, nextDueAt } = await claimNow(ops, claim);
    expect([nextStep, nextDueAt]).toEqual(['review', claim.nextDueAt]);
  });

  it('without a claim is answered under a code by which the answer is found', async () => {
    const row = await arrived('claims@claims.example.com', [`From: ${LIN}`, '', 'Stolen.']);
    const answer = await answerTo(row);
    const read = readMessageCode(answer?.code ?? '');
    expect(read).toEqual({ code: answer?.code, lane: HOUSE_LANE });
    const found = await ops.get(InboundMailQueries).answerByCode(ops.reads, read!);
    expect(found).toMatchObject({ inboundMailId: row.id, toAddress: LIN });
  });

  it('is told what became of its files by how the claim stands with them', async () => {
    const claim = await reviewedCase(ops, { claim: { contact } });
    await ask(ops, claim, ['new_card_proof']);
    await arrived(addressOf(claim), [
      `From: ${LIN}`,
      'Content-Type: multipart/mixed; boundary=q',
      ...['', '--q', 'Content-Type: text/plain', '', 'Here it is.'],
      ...['--q', 'Content-Type: image/png; name=a.png', 'Content-Transfer-Encoding: base64', ''],
      ...[aPng('moved on').toString('base64')],
      ...['--q', 'Content-Type: image/gif; name=b.gif', 'Content-Transfer-Encoding: base64', ''],
      ...[Buffer.from('GIF89a').toString('base64'), '--q--', ''],
    ]);
    const told = (await outgoing(ops, claim)).find(({ noticeKey }) => noticeKey === 'mail.files');
    expect(told?.body).toMatch(/"b\.gif" could not be taken/);
    // The picture was what we waited for.
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'assessing' });
    expect(told?.body).toContain('We check your claim against the guarantee.');
    expect(told?.body).not.toMatch(/Please add the evidence|which file is for what/);
  });
});
