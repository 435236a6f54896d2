import { approval, decide, untilStatus } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';
import { QueueClient } from './queue-client';
import type { PageJson } from './queue-client';

const REASON = 'They know the bank.';

describe('the queue over HTTP', () => {
  let service: TestService;
  let queue: QueueClient;

  beforeAll(async () => {
    service = await TestService.start();
    queue = new QueueClient(service);
  });
  afterAll(async () => {
    await service.stop();
  });

  it('shows claims in brief: owner, next step, clock, language, signals, last event', async () => {
    const { id, reference } = await queue.aClaim();
    expect(await queue.rowOf('wang', id)).toMatchObject({
      id,
      reference,
      status: 'in_review',
      claimed: { currency: 'CNY', amountMinor: '86000' },
      owner: { name: expect.any(String) as string },
      nextStep: { code: 'review', by: 'reviewer', dueAt: expect.any(String) as string },
      escalatedAt: null,
      snoozedUntil: null,
      language: 'zh-CN',
      qaSample: false,
      openedAgainBy: null,
      lastEvent: { kind: 'claim.in_review' },
      viewers: [],
    });
  });

  it('tells nobody of personal data or of who is vulnerable', async () => {
    await queue.aClaim();
    const text = JSON.stringify(await queue.page('wang', '?limit=100'));
    expect(text).not.toMatch(/138001380|A claimant|priority|vulnerab|narrative/);
  });

  it('is read page by page, in the order of one long page', async () => {
    await Promise.all([queue.aClaim(), queue.aClaim(), queue.aClaim()]);
    for (const person of ['wang', 'audit'] as const) {
      const all = await queue.idsIn(person, '?limit=100');
      const seen: string[] = [];
      for (let next: string | null = ''; next !== null;) {
        const page: PageJson = await queue.page(
          person,
          `?limit=2${next === '' ? '' : `&after=${next}`}`,
        );
        expect(page.hasMore).toBe(page.next !== null);
        seen.push(...page.data.map(({ id }) => id));
        next = page.next;
      }
      expect(seen).toEqual(all);
    }
  });

  it.each([
    ['no cursor at all', 'x', 'queue.cursor_unreadable'],
    ['the id of a claim', 'clm_01h455vb4pex5vsknk084sn02d', 'queue.cursor_unreadable'],
    [
      'a statement',
      Buffer.from("1|all|'; DROP TABLE claims").toString('base64url'),
      'queue.cursor_unreadable',
    ],
  ])('refuses %s as a place in the list, in words', async (_what, cursor, code) => {
    const answer = await service.get('wang', `/v1/review/queue?after=${cursor}`);
    expectProblem(answer, 422, code);
    expect(answer.body).toMatchObject({ field: 'after' });
  });

  it('refuses a place in another list, or in the list of somebody who sees less', async () => {
    await Promise.all([queue.aClaim(), queue.aClaim()]);
    const { next } = await queue.page('wang', '?limit=1');
    const code = 'queue.cursor_of_other_list';
    for (const [person, query] of [
      ['wang', 'view=mine'],
      ['wang', 'view=unassigned'],
      ['audit', 'view=all'],
    ] as const) {
      const answer = await service.get(person, `/v1/review/queue?${query}&after=${next ?? ''}`);
      expectProblem(answer, 422, code);
    }
  });

  it.each(['view=theirs', 'owner=me', 'limit=0', 'limit=101', 'sort=id', 'view=all&view=mine'])(
    'refuses ?%s and says what is wrong',
    async (query) => {
      const answer = await service.get('wang', `/v1/review/queue?${query}`);
      expectProblem(answer, 400, 'request.invalid_fields');
    },
  );

  it('shows a decision for second approval to who may approve it, and not to who took it', async () => {
    const claim = await queue.aClaim({ amountMinor: '1280000' });
    expect((await decide(service, 'wang', claim, approval(claim, '1280000'))).status).toBe(201);
    expect(await queue.idsIn('zhao', '?view=second_approval')).toContain(claim.id);
    expect(await queue.idsIn('wang', '?view=second_approval')).toEqual([]);
  });

  it('counts the views', async () => {
    await queue.aClaim();
    const { body } = await service.get('wang', '/v1/review/queue/counts');
    const counts = body as Record<string, { count: number; orMore: boolean }>;
    for (const view of ['all', 'mine', 'unassigned', 'due_today', 'breached', 'waiting']) {
      const ids = await queue.idsIn('wang', `?view=${view}&limit=100`);
      expect([view, counts[view]]).toEqual([view, { count: ids.length, orMore: false }]);
    }
  });

  describe('the news', () => {
    interface NewsJson {
      readonly new: { readonly count: number };
      readonly gone: readonly string[];
      readonly changed: readonly string[];
    }
    async function news(since: string, shown: readonly string[]): Promise<NewsJson> {
      const query = `view=mine&since=${since}${shown.length > 0 ? `&shown=${shown.join()}` : ''}`;
      const answer = await service.get('wang', `/v1/review/queue/news?${query}`);
      expect([query, answer.status]).toEqual([query, 200]);
      return answer.body as NewsJson;
    }

    it('say what is new, gone and changed, and leave the rows where they are', async () => {
      const [stays, goes] = [await queue.aClaim(), await queue.aClaim()];
      service.clock.moveOn(2_000);
      const page = await queue.page('wang', '?view=mine&limit=100');
      const shown = page.data.map(({ id }) => id);
      expect(shown).toEqual(expect.arrayContaining([stays.id, goes.id]));
      expect(await news(page.asOf, shown)).toMatchObject({ new: { count: 0 }, gone: [] });
      const comes = await queue.aClaim();
      await queue.post('wang', goes, 'assign', { reason: REASON });
      const since = await news(page.asOf, shown);
      expect(since).toMatchObject({ new: { count: 1, orMore: false }, gone: [goes.id] });
      expect(shown).not.toContain(comes.id);
    });

    it('may be asked with the cursor of the page', async () => {
      await Promise.all([queue.aClaim(), queue.aClaim()]);
      const { next, data } = await queue.page('wang', '?view=mine&limit=1');
      const answer = await news(
        next ?? '',
        data.map(({ id }) => id),
      );
      expect(answer.gone).toEqual([]);
    });

    it.each([
      ['since=yesterday', 422, 'queue.cursor_unreadable'],
      ['', 400, 'request.invalid_fields'],
      ['since=2026-11-26T00:00:00Z&shown=x', 400, 'request.invalid_fields'],
    ])('are refused with ?%s', async (query, status, code) => {
      const answer = await service.get('wang', `/v1/review/queue/news?${query}`);
      expectProblem(answer, status, code);
    });
  });

  it('loses a claim with its last step', async () => {
    const claim = await queue.aClaim();
    await decide(service, 'wang', claim, approval(claim, '86000'));
    await untilStatus(service, claim.id, 'paid');
    expect(await queue.idsIn('wang', '?limit=100')).not.toContain(claim.id);
  });
});
