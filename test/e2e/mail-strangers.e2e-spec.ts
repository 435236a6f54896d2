import { aPng } from '../support/builders';
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
import type { InboundMailJson, SentMail } from '../support/mail-steps';
import { TestService } from '../support/test-service';

const INTAKE = 'claims@claims.example.com';

describe('a mail from somebody whom nobody knows', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start({ config: TAKES_MAIL });
  });
  afterAll(() => service.stop());

  async function answersTo(address: string): Promise<SentMail[]> {
    return (await sentMails(service)).filter(({ to }) => to === address);
  }

  async function answered(address: string): Promise<SentMail> {
    const [answer] = await service.eventually(
      () => answersTo(address),
      (found) => found.length > 0,
    );
    if (answer === undefined) throw new Error('Nobody was answered.');
    return answer;
  }

  async function newest(): Promise<InboundMailJson> {
    const mail = (await untilAllRead(service)).at(-1);
    if (mail === undefined) throw new Error('No mail came in.');
    return mail;
  }

  describe('and who has no claim', () => {
    const from = 'new@example.com';
    let token: string;

    it('is kept, and answered once, with one link to go on, and one to check it by', async () => {
      await sendMail(service, {
        from: `"New One" <${from}>`,
        to: INTAKE,
        subject: '手机被偷了',
        text: '有人用我的手机付了 860 元。',
        attachments: [
          { filename: 'screen.png', content: aPng('stranger') },
          { filename: 'x.gif', content: Buffer.from('GIF89a') },
        ],
      });
      const answer = await answered(from);
      const links = answer.text.match(/https?:\/\/\S+/g) ?? [];
      const [goOn, check] = links.map((link) => new URL(link).searchParams);
      expect(links).toHaveLength(2);
      token = goOn?.get('mail') ?? '';
      expect(answer.text).toMatch(/链接有效期至 \d{4}年.+（北京时间）/);
      const code = check?.get('code') ?? '';
      const checked = await service.get(null, `/v1/public/messages/${code}`);
      expect(checked.body).toMatchObject({ code, sent: true, to: { name: null, phone: null } });
      expect(answer.text).toContain('附件 2');
      expect(answer.text).not.toContain('x.gif');
      expect(answer.fields.get('auto-submitted')).toBe('auto-replied');
      expect(await newest()).toMatchObject({ state: 'unclaimed', from, claimId: null });
      expect(await answersTo(from)).toHaveLength(1);
    });

    it('becomes a draft of whoever opens the link and signs in', async () => {
      const { status, body } = await service.post('lin', '/v1/mail-drafts', { token });
      expect(status).toBe(201);
      expect(body).toMatchObject({
        claimantPartyId: 'u_1001',
        claim: {
          narrative: '手机被偷了\n\n有人用我的手机付了 860 元。',
          contact: { name: 'New One', email: from, locale: 'zh-CN' },
        },
        files: [{ fileName: 'screen.png', item: 'correspondence' }],
      });
      const again = await service.post('lin', '/v1/mail-drafts', { token });
      expect(again.body).toMatchObject({ id: (body as { id: string }).id });
    });

    it('is nobody else’s from then on, and no word of it is told', async () => {
      const refused = await service.post('chen', '/v1/mail-drafts', { token });
      expect(refused.status).toBe(404);
      expect(refused.body).toMatchObject({ code: 'mail.not_found' });
    });

    it('is taken over by an agent, by its id, for whoever they name', async () => {
      await sendMail(service, { from: 'another@example.com', to: INTAKE, text: 'Please call me.' });
      const { id } = await newest();
      const wish = { token: id, claimantPartyId: 'u_1002' };
      const { status, body } = await service.post('sun', '/v1/mail-drafts', wish);
      expect(status).toBe(201);
      expect(body).toMatchObject({ claimantPartyId: 'u_1002' });
      expect((await service.post('lin', '/v1/mail-drafts', { token: id })).status).toBe(404);
    });

    it('is not answered when a machine wrote it', async () => {
      const before = (await sentMails(service)).length;
      const machines: readonly (readonly [string, string, string])[] = [
        ['Auto-Submitted: auto-replied', 'machine-1@example.com', 'automatic'],
        ['List-Id: <news.example.com>', 'machine-2@example.com', 'unclaimed'],
        ['Precedence: bulk', 'machine-3@example.com', 'unclaimed'],
        ['X-Mailer: none', 'no-reply@example.com', 'unclaimed'],
        ['X-Mailer: none', INTAKE, 'own'],
      ];
      for (const [field, sender, state] of machines) {
        await sendRawMail(service, INTAKE, [`From: ${sender}`, field, '', 'Hello.']);
        expect(await newest()).toMatchObject({ state });
      }
      await sendRawMail(service, INTAKE, ['From: nobody@example.com', '', 'Hello.'], '');
      expect(await newest()).toMatchObject({ state: 'unclaimed', reason: 'null sender' });
      expect(await sentMails(service)).toHaveLength(before);
    });

    it('is answered ten times an hour at most', async () => {
      const flood = 'flood@example.com';
      for (let count = 0; count < 12; count += 1) {
        await sendMail(service, { from: flood, to: INTAKE, text: `Mail ${String(count)}` });
      }
      await untilAllRead(service);
      expect(await newest()).toMatchObject({ reason: 'too many answers' });
      const answers = await service.eventually(
        () => answersTo(flood),
        (found) => found.length >= 10,
      );
      expect(answers).toHaveLength(10);
    });
  });

  describe('on the address of a claim', () => {
    it('is shown as such, and its files wait until somebody of ours accepts them', async () => {
      const claim = await filedByMailUser(service);
      const to = await replyAddressOf(service, claim);
      const attachments = [
        { filename: 'id.png', content: aPng('stranger id') },
        { filename: 'x.gif', content: Buffer.from('GIF89a') },
      ];
      const from = '"A brother" <brother@example.com>';
      await sendMail(service, { from, to, text: 'For my sister.', attachments });
      const [line] = await untilMailsOn(service, claim, 1);
      expect(line).toMatchObject({
        trust: 'unverified',
        author: { role: 'unknown', name: 'A brother <brother@example.com>' },
        files: [],
      });
      const mail = await newest();
      expect(mail).toMatchObject({ state: 'held', claimId: claim.id });
      await answered('brother@example.com');
      const accepted = await service.post('sun', `/v1/inbound-mails/${mail.id}/accept`, {});
      expect(accepted.body).toEqual({ files: 1, refused: [] });
      const [shown] = await mailsOn(service, claim);
      expect(shown?.files).toEqual([expect.objectContaining({ name: 'id.png' })]);
      // The claimant, whose mail it was, is told what of it could not be taken.
      await service.eventually(
        () => answersTo(LIN),
        (mails) => mails.some(({ text }) => text.includes('“x.gif”未能接收')),
      );
      const twice = await service.post('sun', `/v1/inbound-mails/${mail.id}/accept`, {});
      expect(twice.body).toMatchObject({ code: 'mail.not_held', state: 'accepted' });
    });

    it.each<[string, (id: string, reference: string) => readonly string[], string]>([
      ['names our mail', (id) => [`In-Reply-To: <${id}@claims.example.com>`], 'held'],
      ['names the claim in its subject', (_id, name) => [`Subject: ${name} 材料`], 'held'],
      ['names nothing', () => ['Subject: hello'], 'unclaimed'],
    ])('is on the claim, unverified, when it %s alone', async (_what, fields, state) => {
      const claim = await filedByMailUser(service);
      await sendRawMail(service, INTAKE, [
        `From: ${LIN}`,
        ...fields(claim.id, claim.reference),
        '',
        'Words.',
      ]);
      expect(await newest()).toMatchObject({
        state,
        claimId: state === 'held' ? claim.id : null,
      });
    });

    it('is not led to a claim by a subject that anybody may write', async () => {
      const claim = await filedByMailUser(service);
      const subject = `Subject: ${claim.reference}`;
      await sendRawMail(service, INTAKE, ['From: thief@example.com', subject, '', 'Pay me.']);
      expect(await newest()).toMatchObject({ state: 'unclaimed', claimId: null });
      expect(await mailsOn(service, claim)).toEqual([]);
    });

    it('is a report when it says that ours did not arrive', async () => {
      const claim = await filedByMailUser(service);
      const to = await replyAddressOf(service, claim);
      const ours = (await sentMails(service)).find(({ subject }) =>
        subject.includes(claim.reference),
      );
      const report = [
        'From: MAILER-DAEMON@mx.example.com',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=q',
        ...['', '--q', 'Content-Type: text/plain', '', 'Sorry.'],
        ...['--q', 'Content-Type: message/delivery-status', ''],
        ...['Final-Recipient: rfc822; lin@example.com', 'Action: failed', 'Status: 5.1.1'],
        ...['', '--q', 'Content-Type: message/rfc822', ''],
        ...[`Message-ID: ${ours?.messageId ?? ''}`, 'Subject: x', '', 'Our words.', '--q--'],
      ];
      await sendRawMail(service, to, report, '');
      expect(await newest()).toMatchObject({
        state: 'report',
        reason: 'failed 5.1.1',
        messageId: ours?.id,
        claimId: claim.id,
      });
      expect(await mailsOn(service, claim)).toEqual([]);
    });
  });

  it('is listed for operators without what it says, unless it was written to them', async () => {
    const { body } = await service.get('ops', '/v1/inbound-mails?state=unclaimed');
    const text = JSON.stringify(body);
    expect(text).toContain('***@example.com');
    expect(text).not.toMatch(/Please call me|another@|"subject"/);
    await sendMail(service, {
      from: 'admin@example.net',
      to: 'postmaster@claims.example.com',
      text: 'Your mails bounce here.',
    });
    const { id } = await newest();
    const forThem = await service.get('ops', `/v1/inbound-mails/${id}`);
    expect(forThem.body).toMatchObject({
      ...{ state: 'unclaimed', from: 'admin@example.net', body: 'Your mails bounce here.' },
    });
    const metrics = await service.get('ops', '/metrics');
    expect(metrics.text).toMatch(/ganpei_inbound_mails_last_day\{state="unclaimed"\} [1-9]/);
    expect(metrics.text).toMatch(/ganpei_inbound_mail_oldest_unread_seconds 0/);
  });
});
