import { aClaim, approval, evidenceHandedIn, reported, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

interface OutboxMailJson {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly text: string;
  readonly raw: string;
}

describe('the outbox of an installation without a mail server', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  /** The mails about a claim, the newest first. */
  async function mailsAbout({
    reference,
  }: Pick<ClaimJson, 'reference'>): Promise<OutboxMailJson[]> {
    const { body } = await service.get('ops', '/v1/outbox?limit=100');
    const mails: OutboxMailJson[] = [];
    for (const { messageId } of (body as { data: { messageId: string }[] }).data) {
      const mail = await service.get('ops', `/v1/outbox/${messageId}`);
      mails.push(mail.body as OutboxMailJson);
    }
    return mails.filter(({ subject }) => subject.startsWith(`[${reference}]`));
  }

  /** A claim of somebody who is reached by mail. */
  async function filedByMail(email: string, amountMinor = '19900'): Promise<ClaimJson> {
    const paymentId = await reported(service, { amountMinor });
    const claim = aClaim([{ paymentId, amountMinor }]);
    const contact = { name: '林小雨', email, locale: 'zh-CN' };
    const { body } = await service.post('lin', '/v1/claims', { ...claim, contact });
    return body as ClaimJson;
  }

  it('holds the mail that tells of a new claim within seconds, and operators read it', async () => {
    const claim = await filedByMail('lin@example.com');
    const mails = await service.eventually(
      () => mailsAbout(claim),
      (seen) => seen.length > 0,
    );
    const mail = mails.at(-1);
    expect(mail).toMatchObject({ to: expect.stringContaining('<lin@example.com>') });
    expect(mail!.subject).toBe(`[${claim.reference}] 已收到您的索赔`);
    expect(mail!.replyTo).toMatch(/^reply\+[a-z0-9.]+@claims\.example\.com$/);
    expect(mail!.text).toContain('您可以直接回复本邮件');
    expect(mail!.raw).toContain('Auto-Submitted: auto-generated');
  });

  it('is given out page by page, the newest first', async () => {
    await filedByMail('a@example.com');
    const claim = await filedByMail('b@example.com');
    await service.eventually(
      () => mailsAbout(claim),
      (mails) => mails.length > 0,
    );
    const first = await service.get('ops', '/v1/outbox?limit=1');
    expect(first.body).toMatchObject({ hasMore: true, data: [{ messageId: first.body.next }] });
    const second = await service.get('ops', `/v1/outbox?limit=1&after=${String(first.body.next)}`);
    expect(second.body.data[0].messageId < first.body.next).toBe(true);
  });

  it.each<[Person]>([['lin'], ['wang'], ['audit']])('is closed to %s', async (person) => {
    expectProblem(await service.get(person, '/v1/outbox'), 403, 'auth.not_allowed');
  });

  it.each(['msg_00000000000000000000000000', '..%2F..%2Fkeys', 'x'])(
    'has nothing under "%s"',
    async (id) => {
      expectProblem(await service.get('ops', `/v1/outbox/${id}`), 404, 'request.not_found');
    },
  );

  it('opens no letter for a token that was changed', async () => {
    expectProblem(
      await service.get(null, '/v1/letters?token=dec_x.en.1.abc'),
      404,
      'request.not_found',
    );
    expectProblem(await service.get(null, '/v1/letters'), 400, 'request.invalid_fields');
  });

  it('has a mail for each decision, whose link opens the letter without signing in', async () => {
    const claim = await filedByMail('lin@example.com', '86000');
    await evidenceHandedIn(service, claim, 'lin');
    const asked = await untilStatus(service, claim.id, 'in_review');
    const decided = await service.post(
      'wang',
      `/v1/claims/${claim.id}/decisions`,
      approval(asked, '86000'),
      { 'If-Match': `"${asked.version}"` },
    );
    expect(decided.status).toBe(201);
    const isLetter = ({ text }: OutboxMailJson): boolean => text.includes('/v1/letters?token=');
    const mails = await service.eventually(
      () => mailsAbout(claim),
      (seen) => seen.some(isLetter),
    );
    const [, path = ''] =
      /https:\/\/claims\.example\.com(\/v1\/letters\S+)/.exec(mails.find(isLetter)!.text) ?? [];
    const letter = await service.as(null, 'get', path).responseType('blob');
    expect(letter.status).toBe(200);
    expect(letter.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-language': 'zh-CN',
      'cache-control': 'private, no-store',
    });
    expect((letter.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    expectProblem(await service.get(null, path.replace('zh-CN', 'en')), 404, 'request.not_found');
    service.clock.moveOn(31 * 86_400_000);
    expectProblem(await service.get(null, path), 404, 'request.not_found');
  });
});
