import type { Response } from 'supertest';

import { aPng, filed, handIn, inReview, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

interface RequestJson {
  readonly id: string;
  readonly state: string;
  readonly text: string | null;
  readonly left: readonly string[];
  readonly items: readonly { readonly item: string; readonly state: string }[];
}

describe('asking once, over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const path = (claim: ClaimJson): string => `/v1/claims/${claim.id}/information-requests`;
  const requestsOf = async (claim: ClaimJson, by: Person = 'lin'): Promise<RequestJson[]> => {
    const { body } = await service.get(by, path(claim));
    return (body as { data: RequestJson[] }).data;
  };
  const ask = (
    claim: ClaimJson,
    items: readonly string[],
    by: Person = 'wang',
  ): Promise<Response> =>
    service.post(by, path(claim), {
      items: items.map((item) => ({ item })),
      text: 'Your bank gives you one.',
    });

  it('takes each thing once in one answer, and in one request', async () => {
    const { id } = await filed(service, { amountMinor: '86000' });
    const claim = await untilStatus(service, id, 'awaiting_claimant');
    const [request] = await requestsOf(claim);
    const one = { item: 'identity', reason: 'It was stolen.' };
    for (const answers of [
      [one, one],
      [one, { ...one, reason: 'It is lost.' }],
    ]) {
      const answer = await service.post('lin', `${path(claim)}/${String(request?.id)}/answers`, {
        answers,
      });
      expectProblem(answer, 400, 'request.invalid_fields');
      expect(answer.body).toMatchObject({ field: 'answers' });
    }
    expectProblem(await ask(claim, ['identity', 'identity']), 400, 'request.invalid_fields');
  });

  it('shows what the assessment asks for, by which rule, and what is left', async () => {
    const { id } = await filed(service, { amountMinor: '86000' });
    const claim = await untilStatus(service, id, 'awaiting_claimant');
    await handIn(service, claim, aPng('identity'));
    const [request, ...more] = await requestsOf(claim);
    expect(more).toEqual([]);
    expect(request).toMatchObject({
      state: 'open',
      text: null,
      askedBy: { role: 'system' },
      dueAt: claim.nextStep?.dueAt,
      left: ['police_receipt', 'declaration'],
    });
    expect(request?.items[0]).toEqual({
      item: 'identity',
      label: expect.objectContaining({ en: 'Proof of identity' }),
      why: expect.objectContaining({ en: expect.stringContaining('Needed for every claim') }),
      rule: { packId: 'cn-wallet-theft-guarantee', packVersion: '0.1.0', id: 'identity' },
      state: 'received',
      evidenceIds: [expect.stringMatching(/^evd_/)],
    });
  });

  it('lets a reviewer ask for what is not on file, and the claimant answer', async () => {
    const claim = await inReview(service);
    const asked = await ask(claim, ['new_card_proof']);
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({
      state: 'open',
      text: 'Your bank gives you one.',
      askedBy: { role: 'reviewer' },
      left: ['new_card_proof'],
    });
    await untilStatus(service, claim.id, 'awaiting_claimant');
    const { id } = asked.body as RequestJson;
    const answers = [{ item: 'new_card_proof', reason: 'The bank is closed until Monday.' }];
    const answered = await service.post('lin', `${path(claim)}/${id}/answers`, { answers });
    expect(answered.status).toBe(201);
    expect(answered.body).toMatchObject({
      state: 'answered',
      left: [],
      items: [{ state: 'cannot', reason: 'The bank is closed until Monday.' }],
    });
    await untilStatus(service, claim.id, 'in_review');
  });

  it('refuses to ask for what is on file, and says where it is', async () => {
    const claim = await inReview(service);
    const answer = await ask(claim, ['identity']);
    expectProblem(answer, 409, 'evidence.already_on_file');
    expect(answer.body).toMatchObject({
      evidenceId: expect.stringMatching(/^evd_/),
      receivedAt: expect.any(String),
      saw: 'identity',
    });
    expect((await service.get('lin', `/v1/claims/${claim.id}`)).body.status).toBe('in_review');
  });

  it('is nothing to a stranger', async () => {
    const claim = await inReview(service);
    const { body } = await ask(claim, ['new_card_proof']);
    const address = `${path(claim)}/${String(body.id)}/answers`;
    const answers = [{ item: 'new_card_proof', reason: 'x' }];
    expectProblem(await service.get('chen', path(claim)), 404, 'request.not_found');
    expectProblem(await service.post('chen', address, { answers }), 404, 'request.not_found');
    const elsewhere = await inReview(service);
    const other = `${path(elsewhere)}/${String(body.id)}/answers`;
    expectProblem(await service.post('lin', other, { answers }), 404, 'information.not_found');
  });

  it('is repeated safely under one key', async () => {
    const claim = await inReview(service);
    const body = { items: [{ item: 'new_card_proof' }], text: 'Please.' };
    const send = (): Promise<Response> =>
      service.post('wang', path(claim), body, { 'Idempotency-Key': `ask-${claim.id}` });
    const [first, again] = [await send(), await send()];
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    const byPeople = (await requestsOf(claim)).filter(({ text }) => text !== null);
    expect(byPeople).toHaveLength(1);
  });
});
