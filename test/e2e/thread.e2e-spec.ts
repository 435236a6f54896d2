import { readMessageCode } from '@app/messaging';
import { UnitOfWork } from '@app/platform';

import { aPng, filed, handIn } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

interface EntryJson {
  readonly id: string;
  readonly type: 'message' | 'event';
  readonly author?: { readonly id?: string; readonly role: string; readonly name: string | null };
  readonly body?: string;
  readonly code?: string | null;
  readonly [field: string]: unknown;
}

type NoticeJson = { readonly key: string } | null;

interface ThreadJson {
  readonly data: readonly EntryJson[];
  readonly next: string | null;
  readonly phrase?: string | null;
}

describe('the thread of a claim', () => {
  let service: TestService;
  let claim: ClaimJson;
  beforeAll(async () => {
    service = await TestService.start();
  });
  beforeEach(async () => {
    claim = await filed(service);
  });
  afterAll(async () => {
    await service.stop();
  });

  const path = (): string => `/v1/claims/${claim.id}/messages`;

  /** Of this database, since it was made. */
  const deadlocks = async (): Promise<number> => {
    const [row] = await service.app.get(UnitOfWork).reads.query<{ deadlocks: number }[]>(
      `SELECT pg_stat_clear_snapshot(), deadlocks::int FROM pg_stat_database
          WHERE datname = current_database()`,
    );
    return row!.deadlocks;
  };

  async function said(by: Person, body: string, fields: object = {}): Promise<EntryJson> {
    const response = await service.post(by, path(), { body, ...fields });
    expect(response.status).toBe(201);
    return response.body as EntryJson;
  }

  const threadOf = async (viewer: Person, query = ''): Promise<ThreadJson> =>
    (await service.get(viewer, `${path()}${query}`)).body as ThreadJson;

  const seenBy = async (viewer: Person, { id }: EntryJson): Promise<EntryJson> =>
    (await threadOf(viewer, '?limit=100')).data.find((entry) => entry.id === id)!;

  it('holds what claimant and staff say and what happened, newest first', async () => {
    const question = await said('lin', 'Is there any news?');
    const answer = await said('wang', 'We have asked the bank.', { inReplyTo: question.id });
    const { data } = await threadOf('lin', '?limit=100');
    const ours = data.filter(({ id }) => id === question.id || id === answer.id);
    expect(ours).toEqual([
      expect.objectContaining({ id: answer.id, direction: 'out', inReplyTo: question.id }),
      expect.objectContaining({ id: question.id, direction: 'in', channel: 'web', code: null }),
    ]);
    expect(data.at(-1)).toMatchObject({ type: 'event', kind: 'claim.filed' });
  });

  it('takes many messages at once, and none of them waits for another for ever', async () => {
    const before = await deadlocks();
    const bodies = Array.from({ length: 12 }, (_none, place) => `Message ${String(place)}`);
    await Promise.all(bodies.map((body, place) => said(place % 2 === 0 ? 'lin' : 'sun', body)));
    const { data } = await threadOf('lin', '?limit=100');
    const seen = data.map(({ body }) => body).filter((body) => bodies.includes(body ?? ''));
    expect(seen.sort()).toEqual([...bodies].sort());
    expect(await deadlocks()).toBe(before);
  });

  it.each([
    ['what is asked for', 'information-requests', { items: [{ item: 'identity' }], text: 'WORDS' }],
    ['why it was decided so', 'decisions', { outcome: 'deny', lines: [], reason: 'WORDS' }],
    ['why it is closed', 'close', { reason: 'WORDS' }],
  ])('tells in words, without a link, %s', async (_what, route, body) => {
    const text = JSON.stringify(body).replace('WORDS', 'Log in at https://evil.example/appeal.');
    const answer = await service.post(
      'wang',
      `/v1/claims/${claim.id}/${route}`,
      JSON.parse(text) as object,
    );
    expectProblem(answer, 400, 'request.invalid_fields');
  });

  it('is read page by page without a gap', async () => {
    for (const body of ['one', 'two', 'three', 'four']) await said('sun', body);
    await untilQuiet();
    const whole = (await threadOf('audit', '?limit=100')).data.map(({ id }) => id);
    const paged: string[] = [];
    let query = '?limit=2';
    for (let next: string | null = ''; next !== null; query = `?limit=2&after=${String(next)}`) {
      const page = await threadOf('audit', query);
      paged.push(...page.data.map(({ id }) => id));
      next = page.next;
    }
    expect(paged).toEqual(whole);
  });

  /** Until the machine has assessed the claim and told about it. */
  async function untilQuiet(): Promise<void> {
    let last = '';
    await service.eventually(
      async () => JSON.stringify((await threadOf('audit', '?limit=100')).data),
      (seen) => {
        const isQuiet = seen === last && seen.includes('info.requested');
        last = seen;
        return isQuiet;
      },
    );
  }

  it('tells of notices in both languages, unless something in them is blackened', async () => {
    await untilQuiet();
    const { data } = await threadOf('lin', '?limit=100');
    const notice = data.find((entry) => (entry.notice as NoticeJson)?.key === 'claim.received')!;
    expect(notice.notice).toMatchObject({
      texts: { 'zh-CN': notice.body, en: expect.stringContaining(claim.reference) as string },
    });
    await service.post('wang', `/v1/messages/${notice.id}/redactions`, {
      parts: [{ text: claim.reference }],
      reason: 'To see what becomes of it.',
    });
    expect(await seenBy('lin', notice)).toMatchObject({ notice: { texts: null } });
    expect(JSON.stringify(await seenBy('lin', notice))).not.toContain(claim.reference);
  });

  it('names those of the staff who write, to claimants by name alone', async () => {
    const answer = await said('wang', 'I look after your claim.');
    const { author } = await seenBy('lin', answer);
    expect(author).toEqual({ role: 'reviewer', name: expect.stringMatching(/\S/) as string });
    expect((await seenBy('audit', answer)).author).toHaveProperty('id');
  });

  it('names the claimant as the claim does', async () => {
    const question = await said('lin', 'It is me.');
    expect((await seenBy('wang', question)).author).toMatchObject({ name: 'A claimant' });
  });

  it('has the files that a message came with, which are evidence', async () => {
    const { body } = await handIn(service, claim, aPng('thread'), { name: '回执.png' });
    const { id: evidenceId } = body as { id: string };
    const message = await said('lin', 'Here is the receipt.', { files: [{ evidenceId }] });
    expect((await seenBy('wang', message)).files).toMatchObject([
      { evidenceId, claimId: claim.id, name: '回执.png', mediaType: 'image/png' },
    ]);
    const other = await filed(service);
    const elsewhere = await service.post('lin', `/v1/claims/${other.id}/messages`, {
      body: 'And here.',
      files: [{ evidenceId }],
    });
    expectProblem(elsewhere, 422, 'message.unknown_file');
    expect(elsewhere.body).toMatchObject({ field: 'files[0].evidenceId' });
  });

  it('is of its claimant: to another one it looks like none, for reading and for writing', async () => {
    const absent = claim.id.replace(/.{4}$/, 'zzzz');
    for (const id of [claim.id, absent]) {
      expectProblem(
        await service.get('chen', `/v1/claims/${id}/messages`),
        404,
        'request.not_found',
      );
      const write = await service.post('chen', `/v1/claims/${id}/messages`, { body: 'Let me in.' });
      expectProblem(write, 404, 'request.not_found');
    }
  });

  it('takes the same request once', async () => {
    const headers = { 'Idempotency-Key': `twice-${claim.id}` };
    const body = { body: 'I pressed it twice.' };
    const [one, other] = [
      await service.post('lin', path(), body, headers),
      await service.post('lin', path(), body, headers),
    ];
    expect(other.body).toEqual(one.body);
    const { data } = await threadOf('lin', '?limit=100');
    expect(data.filter((entry) => entry.body === body.body)).toHaveLength(1);
  });

  it('takes no message of ours with a link to another host, and names the link', async () => {
    const response = await service.post('wang', path(), {
      body: '请登录 https://ganpei-refund.com/login 领取赔付。',
    });
    expectProblem(response, 422, 'message.foreign_link');
    expect(response.body).toMatchObject({
      field: 'body',
      saw: 'https://ganpei-refund.com/login',
    });
    await said('wang', 'See https://claims.example.com/claims for the state of your claim.');
    await said('lin', 'I got a message with https://ganpei-refund.com/login. Is that you?');
  });

  it('shows a redacted copy to all but auditors, who see both', async () => {
    const secret = '6222 0000 1234 5678';
    const message = await said('lin', `My card is ${secret}.`);
    const reason = 'The number of a card.';
    const redact = (by: Person): Promise<unknown> =>
      service.post(by, `/v1/messages/${message.id}/redactions`, {
        parts: [{ text: secret }],
        reason,
      });
    expect(await redact('lin')).toMatchObject({ status: 403 });
    const path = `/v1/messages/${message.id}/redactions`;
    const linked = { parts: [{ text: secret }], reason: 'See evil.com' };
    expect(await service.post('wang', path, linked)).toMatchObject({ status: 400 });
    expect(await redact('wang')).toMatchObject({ status: 201 });
    for (const viewer of ['lin', 'wang', 'sun', 'zhao'] as const) {
      const seen = await seenBy(viewer, message);
      expect(seen).toMatchObject({ body: 'My card is █████.', redaction: { reason } });
      expect(JSON.stringify(seen)).not.toContain(secret);
    }
    expect(await seenBy('audit', message)).toMatchObject({
      body: `My card is ${secret}.`,
      redactions: [{ body: 'My card is █████.', reason }],
    });
    expectProblem((await redact('zhao')) as never, 422, 'redaction.not_found');
  });

  describe('the signs of a message of ours', () => {
    it('are a phrase that only the claimant is shown, and the sentence that never changes', async () => {
      const phrase = '蓝色水壶在唱歌';
      const chosen = await service.as('lin', 'put', '/v1/me/phrase').send({ phrase });
      expect(chosen.body).toMatchObject({ phrase });
      expect(await threadOf('lin')).toMatchObject({ phrase });
      expect((await service.get('lin', '/v1/me/phrase')).body).toMatchObject({ phrase });
      for (const viewer of ['wang', 'sun', 'audit'] as const) {
        const thread = await threadOf(viewer);
        expect(thread).toHaveProperty('neverAsked.en');
        expect(thread).not.toHaveProperty('phrase');
      }
      expect((await service.get('chen', '/v1/me/phrase')).body).toMatchObject({ phrase: null });
      const code = await service.as('lin', 'put', '/v1/me/phrase').send({ phrase: 'pin 1234' });
      expectProblem(code, 422, 'phrase.unsuitable');
    });

    it('are a code that anybody can check, and that tells nothing of what was said', async () => {
      const { code } = await said('wang', 'The bank has confirmed the theft.');
      const { body } = await service.get(null, `/v1/public/messages/${String(code).toLowerCase()}`);
      expect(body).toEqual({
        code,
        sent: true,
        sentAt: expect.any(String) as string,
        to: { name: 'A*** c***', email: null, phone: '***8000' },
        advice: expect.any(Object) as object,
        neverAsked: expect.any(Object) as object,
        supportPhone: '400-000-0000',
      });
    });

    it('are missed by a code that is mistyped, and by one that we never gave', async () => {
      const { code } = await said('wang', 'Hello.');
      const mistyped = String(code).replace(/.$/, (last) => (last === '0' ? '1' : '0'));
      const check = async (typed: string): Promise<unknown> =>
        (await service.get(null, `/v1/public/messages/${typed}`)).body;
      expect(await check(mistyped)).toMatchObject({ sent: false });
      expect(readMessageCode('0000-0000-0000')).not.toBeNull();
      expect(await check('0000-0000-0000')).toMatchObject({ sent: false, code: '0000-0000-0000' });
    });

    it('cannot be guessed: after twenty misses a network has to wait', async () => {
      const guess = () => service.get(null, '/v1/public/messages/0000-0000-0000');
      const answers = [];
      for (let tries = 0; tries < 22; tries += 1) answers.push(await guess());
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThanOrEqual(2);
      expectProblem(refused[0]!, 429, 'message.too_many_guesses');
      expect(Number(refused[0]!.headers['retry-after'])).toBeGreaterThan(0);
      service.clock.moveOn(10 * 60_000);
      expect(await guess()).toMatchObject({ status: 200 });
    });
  });
});
