import type { Response } from 'supertest';

import { claimNow } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';
import { QueueClient } from './queue-client';
import type { RowJson } from './queue-client';

const HOUR_MS = 3_600_000;
const REASON = 'They know the bank.';

describe('sharing the work on claims', () => {
  let service: TestService;
  let queue: QueueClient;

  beforeAll(async () => {
    service = await TestService.start();
    queue = new QueueClient(service);
  });
  afterAll(async () => {
    await service.stop();
  });

  describe('assigning', () => {
    it('gives a claim to the approver when no other reviewer is there', async () => {
      const claim = await queue.aClaim();
      const answer = await queue.post('wang', claim, 'assign', {
        assigneeId: null,
        reason: REASON,
      });
      expect(answer.status).toBe(200);
      const { owner } = await claimNow(service, claim.id);
      expect((answer.body as RowJson).owner).toMatchObject(owner!);
      expect(await queue.idsIn('zhao', '?view=mine&limit=100')).toContain(claim.id);
      expect(await queue.idsIn('wang', '?view=mine&limit=100')).not.toContain(claim.id);
    });

    it('gives it to somebody by name, and takes it from nobody', async () => {
      const [claim, other] = [await queue.aClaim(), await queue.aClaim()];
      const given = await queue.post('wang', claim, 'assign', { reason: REASON });
      const { id: assigneeId, name } = (given.body as RowJson).owner!;
      expect(name).not.toBe((await queue.rowOf('wang', other.id)).owner!.name);
      const taken = await queue.post('zhao', other, 'assign', { assigneeId, reason: REASON });
      expectProblem(taken, 409, 'assignment.taken');
      const handed = await queue.post('wang', other, 'assign', { assigneeId, reason: REASON });
      expect((handed.body as RowJson).owner).toEqual({ id: assigneeId, name });
    });

    it('goes by the version that somebody looked at, when they say so', async () => {
      const claim = await queue.aClaim();
      const { version } = await queue.rowOf('wang', claim.id);
      const path = `/v1/claims/${claim.id}/assign`;
      const at = (tag: string): Promise<Response> =>
        service.post('wang', path, { reason: REASON }, { 'If-Match': tag });
      expectProblem(await at(`"${String(version + 1)}"`), 412, 'claim.stale');
      expect((await at(`"${String(version)}"`)).status).toBe(200);
      expectProblem(await at(`"${String(version)}"`), 412, 'claim.stale');
    });

    it('of several tells of each what became of it', async () => {
      const [one, closed] = [await queue.aClaim(), await queue.aClaim()];
      await service.post('lin', `/v1/claims/${closed.id}/withdraw`, {});
      await queue.post('zhao', closed, 'close', { reason: 'At rest.' });
      const absent = 'clm_01h455vb4pex5vsknk084sn02d';
      const { body } = await service.post('wang', '/v1/review/assignments', {
        claimIds: [one.id, closed.id, absent],
        reason: REASON,
      });
      expect(body).toMatchObject({
        data: [
          { claimId: one.id, result: 'assigned', claim: { id: one.id } },
          {
            claimId: closed.id,
            result: 'refused',
            problem: { code: 'claim.cannot_advance', texts: { en: expect.any(String) as string } },
          },
          { claimId: absent, result: 'refused', problem: { code: 'claim.not_found' } },
        ],
      });
    });

    it('of more than a hundred at once is refused', async () => {
      const claimIds = Array.from(
        { length: 101 },
        (_none, at) => `clm_01h455vb4pex5vsknk084s0${String(at).padStart(3, '0')}`,
      );
      const answer = await service.post('wang', '/v1/review/assignments', {
        claimIds,
        reason: REASON,
      });
      expectProblem(answer, 400, 'request.invalid_fields');
    });
  });

  describe('putting off', () => {
    it('hides a claim from the own queue, until it is brought back or changes', async () => {
      const claim = await queue.aClaim();
      const until = new Date(service.clock.now().getTime() + HOUR_MS).toISOString();
      const answer = await queue.post('wang', claim, 'snooze', {
        until,
        reason: 'The bank is closed.',
      });
      expect([answer.status, (answer.body as RowJson).snoozedUntil]).toEqual([200, until]);
      expect(await queue.idsIn('wang', '?view=mine&limit=100')).not.toContain(claim.id);
      expect(await queue.idsIn('wang', '?limit=100')).toContain(claim.id);
      await queue.post('wang', claim, 'unsnooze', {});
      expect(await queue.idsIn('wang', '?view=mine&limit=100')).toContain(claim.id);
    });

    it('beyond what is due is refused with the time', async () => {
      const claim = await queue.aClaim();
      const { dueAt } = await queue.rowOf('wang', claim.id);
      const until = new Date(Date.parse(dueAt) + 1).toISOString();
      const answer = await queue.post('wang', claim, 'snooze', { until, reason: 'Later.' });
      expectProblem(answer, 422, 'snooze.beyond_due');
      expect(answer.body).toMatchObject({ field: 'until', dueAt });
    });

    it('is for its owner', async () => {
      const claim = await queue.aClaim();
      const until = new Date(service.clock.now().getTime() + HOUR_MS).toISOString();
      const answer = await queue.post('zhao', claim, 'snooze', { until, reason: 'Later.' });
      expectProblem(answer, 409, 'snooze.not_owner');
    });
  });

  it('shows who looks at a claim, to each other and in the list', async () => {
    const claim = await queue.aClaim();
    const alone = await queue.post('wang', claim, 'viewing', { isDeciding: true });
    expect(alone.body).toEqual({ viewers: [] });
    const { body } = await queue.post('zhao', claim, 'viewing', {});
    const { name } = (await queue.rowOf('wang', claim.id)).owner!;
    expect(body).toMatchObject({ viewers: [{ name, isDeciding: true }] });
    expect((await queue.rowOf('wang', claim.id)).viewers).toMatchObject([{ name }, {}]);
    const page = await service.get('zhao', `/v1/claims/${claim.id}`);
    expect(page.body).toMatchObject({ viewers: [{ name, isDeciding: true }], snoozedUntil: null });
    for (const person of ['lin', 'audit'] as const) {
      const { body: theirs } = await service.get(person, `/v1/claims/${claim.id}`);
      expect(theirs).not.toHaveProperty('viewers');
      expect(theirs).not.toHaveProperty('snoozedUntil');
    }
    await service.passTime(61_000);
    expect((await queue.rowOf('wang', claim.id)).viewers).toEqual([]);
  });

  describe('the search', () => {
    it('says by what a claim was found, and shows it in brief', async () => {
      const claim = await queue.aClaim();
      const { body } = await service.get('sun', `/v1/search?q=${claim.reference.toLowerCase()}`);
      expect(body).toMatchObject({
        data: [
          {
            matched: ['claim'],
            claimantName: 'A claimant',
            claim: { id: claim.id, reference: claim.reference, status: 'in_review' },
          },
        ],
        hasMore: false,
        next: null,
      });
      const byPhone = await service.get('audit', '/v1/search?q=%2B86%20138-0013-8000');
      const { data } = byPhone.body as { data: { matched: string[] }[] };
      expect(data.length).toBeGreaterThan(0);
      for (const { matched } of data) expect(matched).toEqual(['phone']);
    });

    it('asks for more than a letter', async () => {
      expectProblem(await service.get('wang', '/v1/search?q=a'), 422, 'search.too_short');
      expectProblem(await service.get('wang', '/v1/search'), 400, 'request.invalid_fields');
    });
  });

  it('is closed to claimants and institutions, all of it', async () => {
    const claim = await queue.aClaim();
    const until = new Date(service.clock.now().getTime() + HOUR_MS).toISOString();
    const calls: readonly (readonly [string, object | null])[] = [
      ['/v1/review/queue', null],
      ['/v1/review/queue/counts', null],
      ['/v1/review/queue/news?since=2026-11-26T00:00:00Z', null],
      ['/v1/search?q=13800138000', null],
      [`/v1/claims/${claim.id}/assign`, { reason: REASON }],
      ['/v1/review/assignments', { claimIds: [claim.id], reason: REASON }],
      [`/v1/claims/${claim.id}/snooze`, { until, reason: REASON }],
      [`/v1/claims/${claim.id}/unsnooze`, {}],
      [`/v1/claims/${claim.id}/viewing`, {}],
    ];
    for (const person of ['lin', 'bank'] as const) {
      for (const [path, body] of calls) {
        const answer =
          body === null ? await service.get(person, path) : await service.post(person, path, body);
        expectProblem(answer, 403, 'auth.not_allowed');
      }
    }
  });
});
