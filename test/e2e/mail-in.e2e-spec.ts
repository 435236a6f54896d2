import { aPng } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import {
  LIN,
  TAKES_MAIL,
  filedByMailUser,
  mailsOn,
  replyAddressOf,
  sendMail,
  sendRawMail,
  sentMails,
  untilAllRead,
  untilMailsOn,
} from '../support/mail-steps';
import { TestService } from '../support/test-service';

describe('a mail to a claim', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start({ config: TAKES_MAIL });
  });
  afterAll(() => service.stop());

  /** The files that a claim holds for an item, by name. */
  async function filesFor(claim: ClaimJson, item: string): Promise<string[]> {
    const { body } = await service.get('lin', `/v1/claims/${claim.id}`);
    const { evidence } = body as {
      evidence: { item: string; files: { fileName: string }[] }[];
    };
    const found = evidence.find((one) => one.item === item)?.files ?? [];
    return found.map(({ fileName }) => fileName);
  }

  it('with a picture is on the claim as message and evidence', async () => {
    const claim = await filedByMailUser(service);
    const to = await replyAddressOf(service, claim);
    const startedAt = performance.now();
    await sendMail(service, {
      to,
      text: '见附件。\n\n在 2026年11月26日，12:00，王敏 <reply@claims.example.com> 写道：\n> 请补充',
      attachments: [{ filename: '身份证明.png', content: aPng('reply') }],
    });
    const [line] = await untilMailsOn(service, claim, 1);
    const tookMs = performance.now() - startedAt;
    process.stderr.write(
      `A reply with a picture was on its claim after ${tookMs.toFixed(0)} ms.\n`,
    );
    expect(line).toMatchObject({
      direction: 'in',
      body: '见附件。',
      quoted: expect.stringContaining('请补充') as string,
      trust: 'verified',
      author: { role: 'claimant', name: 'Lin' },
      files: [{ name: '身份证明.png', item: 'identity' }],
    });
    expect(await filesFor(claim, 'identity')).toEqual(['身份证明.png']);
  });

  it('is read in the character set of its program, and answers the message that it names', async () => {
    const claim = await filedByMailUser(service);
    const to = await replyAddressOf(service, claim);
    const ours = (await sentMails(service)).find(({ subject }) =>
      subject.includes(claim.reference),
    );
    const base64 = 'xPq6w6Ossrmz5Mjnz8Khow==';
    await sendRawMail(service, to, [
      `From: =?gb2312?B?wdY=?= <${LIN}>`,
      `Subject: =?gb2312?B?u9i4tA==?=`,
      `In-Reply-To: ${ours?.messageId ?? ''}`,
      'Content-Type: text/plain; charset=gb2312',
      'Content-Transfer-Encoding: base64',
      '',
      base64,
    ]);
    const [line] = await untilMailsOn(service, claim, 1);
    expect(line?.body).toBe('您好，补充如下。');
    expect(line?.inReplyTo).toBe(ours?.id);
  });

  it('tells its sender which files could not be taken, and takes the others', async () => {
    const claim = await filedByMailUser(service);
    const to = await replyAddressOf(service, claim);
    await sendMail(service, {
      to,
      text: 'Three files.',
      attachments: [
        { filename: 'identity.png', content: aPng('one of three') },
        { filename: 'all.zip', content: Buffer.from('504b0304140000000800', 'hex') },
        { filename: 'broken.png', content: aPng().subarray(0, 40) },
      ],
    });
    const [line] = await untilMailsOn(service, claim, 1);
    expect(line?.files).toEqual([expect.objectContaining({ name: 'identity.png' })]);
    expect(line?.refusedFiles.map(({ name, code }) => [name, code])).toEqual([
      ['all.zip', 'evidence.unsupported_type'],
      ['broken.png', 'evidence.unreadable'],
    ]);
    // Not as it was named: there are hosts below .zip, and nothing of ours leads to them.
    const told = await service.eventually(
      () => sentMails(service),
      (mails) => mails.some(({ text }) => text.includes('“all. zip”')),
    );
    const answer = told.find(({ text }) => text.includes('“all. zip”'));
    expect(answer?.to).toBe(LIN);
    expect(answer?.text).toContain('broken.png');
    const inbound = (await untilAllRead(service)).find(({ messageId }) => messageId === line?.id);
    expect(inbound?.files.map(({ refused }) => refused?.code ?? null)).toEqual([
      null,
      'evidence.unsupported_type',
      'evidence.unreadable',
    ]);
  });

  it('asks what files are for when nobody can tell, and shows them on the claim', async () => {
    const claim = await filedByMailUser(service);
    const to = await replyAddressOf(service, claim);
    const attachments = [{ filename: 'IMG_1.png', content: aPng('unsorted') }];
    await sendMail(service, { to, text: 'One of them.', attachments });
    const [line] = await untilMailsOn(service, claim, 1);
    expect(line?.files).toEqual([
      expect.objectContaining({ name: 'IMG_1.png', item: 'correspondence' }),
    ]);
    expect(await filesFor(claim, 'correspondence')).toEqual(['IMG_1.png']);
    await service.eventually(
      () => sentMails(service),
      (mails) => mails.some(({ text }) => text.includes('IMG_1.png')),
    );
  });

  it('that is sent again, by whatever way, is one message', async () => {
    const claim = await filedByMailUser(service);
    const to = await replyAddressOf(service, claim);
    const mail = [`From: ${LIN}`, 'Message-ID: <once@example.com>', 'Subject: Re', '', 'Once.'];
    await sendRawMail(service, to, mail);
    await sendRawMail(service, to, mail);
    await sendRawMail(service, to, ['Received: from another.example.com', ...mail]);
    await sendRawMail(service, 'claims@claims.example.com', [
      `In-Reply-To: <${claim.id}@claims.example.com>`,
      ...mail,
    ]);
    await untilAllRead(service);
    expect(await mailsOn(service, claim)).toHaveLength(1);
  });

  it('is kept when the claim is at rest, and its files are told to be too late', async () => {
    const claim = await filedByMailUser(service);
    const to = await replyAddressOf(service, claim);
    await service.post('lin', `/v1/claims/${claim.id}/withdraw`, {});
    const attachments = [{ filename: 'late.png', content: aPng('late') }];
    await sendMail(service, { to, text: 'Too late?', attachments });
    const [line] = await untilMailsOn(service, claim, 1);
    expect(line).toMatchObject({ body: 'Too late?', files: [] });
    await service.eventually(
      () => sentMails(service),
      (mails) => mails.some(({ text }) => text.includes('late.png')),
    );
  });

  it('without words is a message all the same', async () => {
    const claim = await filedByMailUser(service);
    const to = await replyAddressOf(service, claim);
    await sendMail(service, { to, subject: '新卡已经办好' });
    const [line] = await untilMailsOn(service, claim, 1);
    expect(line?.body).toBe('新卡已经办好');
  });

  it('that cannot be read is kept, and its sender is told', async () => {
    const claim = await filedByMailUser(service);
    const to = await replyAddressOf(service, claim);
    const parts = Array<string>(2_000).fill('--q\r\nContent-Type: text/plain\r\n\r\nx');
    await sendRawMail(service, to, [
      'From: unreadable@example.com',
      'Content-Type: multipart/mixed; boundary=q',
      '',
      ...parts,
      '--q--',
    ]);
    const mails = await untilAllRead(service);
    expect(mails.at(-1)).toMatchObject({ state: 'unreadable', claimId: claim.id });
    await service.eventually(
      () => sentMails(service),
      (sent) => sent.some(({ to: address }) => address === 'envelope@example.com'),
    );
  });
});
