import { approval, cny, decide, inReview, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { csvStatement } from '../support/statement-steps';
import type { Person, TestService } from '../support/test-service';

interface GoodRequest {
  readonly path: string;
  readonly body: object;
}

/** The requests about what others owe of a claim that was paid, and money that came unasked. */
export async function goodRecoveryRequests(
  service: TestService,
): Promise<Record<string, GoodRequest>> {
  const done = async (person: Person, path: string, body: object): Promise<string> => {
    const response = await service.post(person, path, body);
    if (response.status !== 201) throw new Error(`${path}: ${JSON.stringify(response.body)}`);
    return (response.body as { id: string }).id;
  };
  const { id: claimId } = await paid(service);
  const party = { name: 'Other Bank', contact: 'claims@other-bank.example' };
  const counterparty = (kind: string): Promise<string> =>
    done('ops', '/v1/counterparties', { ...party, kind });
  const [bankId, shopId] = [await counterparty('institution'), await counterparty('merchant')];
  const money = cny('100');
  const at = service.clock.now().toISOString();
  const opened = (counterpartyId: string): Promise<string> =>
    done('ops', '/v1/recoveries', { claimId, counterpartyId, money, reason: 'By contract.' });
  const requested = async (counterpartyId = bankId): Promise<string> => {
    const id = await opened(counterpartyId);
    return done('ops', `/v1/recoveries/${id}/request`, {});
  };
  const agreed = async (): Promise<string> => {
    const id = await requested();
    return done('ops', `/v1/recoveries/${id}/agree`, { money });
  };
  const saidToHaveCome = (reference: string, sum = money): Promise<string> =>
    done('ops', '/v1/receipts', { money: sum, receivedAt: at, reference });
  const received = async (reference: string, sum = money): Promise<string> => {
    const id = await saidToHaveCome(reference, sum);
    const verdict = { verdict: 'approve', note: 'Seen.' };
    await done('zhao', `/v1/receipts/proposals/${id}/approvals`, verdict);
    const { body } = await service.get('audit', '/v1/receipts');
    const { data } = body as unknown as { data: { id: string; reference: string }[] };
    return data.find((one) => one.reference === reference)?.id ?? '';
  };
  const proposed = await requested();
  await done('ops', `/v1/recoveries/${proposed}/write-off`, { reason: 'Not worth a court.' });
  // Others get their part when the house is made good: of a claim of its own, all of it.
  const other = await paid(service);
  const share = { claimId: other.id, counterpartyId: bankId, money, reason: 'By contract.' };
  const shared = await done('ops', '/v1/recoveries', share);
  await done('ops', `/v1/recoveries/${shared}/request`, {});
  await done('ops', `/v1/recoveries/${shared}/agree`, { money });
  const whole = { claimId: other.id, money: cny(AWARD), reason: 'The police returned it.' };
  await done('ops', `/v1/receipts/${await received('good-whole', cny(AWARD))}/matches`, whole);
  const deceit = { reason: 'The payee is the claimant’s own firm.' };
  const evidence = [{ kind: 'judgement', reference: 'T2026/117', note: 'Convicted.' }];
  const clawedBack = async (): Promise<string> => {
    const path = `/v1/claims/${claimId}/clawbacks`;
    const id = await done('wang', path, { money, ...deceit, evidence });
    await done('ops', `/v1/recoveries/${id}/approvals`, { verdict: 'approve', note: 'Agreed.' });
    return id;
  };
  const objections = (id: string): string => `/v1/claims/${claimId}/clawbacks/${id}/objections`;
  const objectedTo = await clawedBack();
  await done('lin', objections(objectedTo), { reason: 'I do not know that firm.' });
  const third = await paid(service, '80000');
  const victims = await received('good-victim', cny('86000'));
  const mine = { claimId: third.id, money: cny('86000'), reason: 'The police returned it.' };
  const waiting = await done('ops', `/v1/receipts/${victims}/matches`, mine);
  const said = { reference: 'R-1', note: 'By letter.' };
  const came = { money, receivedAt: at, note: 'By letter.' };
  const [paidLine, courtLine, fundLine, outLine] = await bankLines(service);
  const step = (id: string, name: string): string => `/v1/recoveries/${id}/${name}`;
  return {
    'POST /v1/recoveries': {
      path: '/v1/recoveries',
      body: { claimId, counterpartyId: bankId, money, reason: 'By contract.' },
    },
    'POST /v1/recoveries/:id/request': {
      path: step(await opened(bankId), 'request'),
      body: { counterpartyId: bankId, ...said },
    },
    'POST /v1/recoveries/:id/agree': {
      path: step(await requested(), 'agree'),
      body: { money, ...said },
    },
    'POST /v1/recoveries/:id/receive': {
      path: step(await agreed(), 'receive'),
      body: { ...came, ...paidLine },
    },
    'POST /v1/recoveries/:id/refuse': {
      path: step(await requested(), 'refuse'),
      body: { reason: 'They say no.', reference: 'R-2' },
    },
    'POST /v1/recoveries/:id/write-off': {
      path: step(await requested(), 'write-off'),
      body: { reason: 'Not worth a court.' },
    },
    'POST /v1/recoveries/:id/approvals': {
      path: step(proposed, 'approvals'),
      body: { verdict: 'approve', note: 'Agreed.' },
    },
    'POST /v1/claims/:id/clawbacks': {
      path: `/v1/claims/${claimId}/clawbacks`,
      body: { money, ...deceit, evidence },
    },
    'POST /v1/claims/:id/clawbacks/:recoveryId/objections': {
      path: objections(await clawedBack()),
      body: { reason: 'I do not know that firm.' },
    },
    'POST /v1/recoveries/:id/objections/answers': {
      path: step(objectedTo, 'objections/answers'),
      body: { verdict: 'dismiss', reason: 'The register of firms names you.' },
    },
    'POST /v1/receipts': {
      path: '/v1/receipts',
      body: { ...came, ...courtLine, sender: 'A police court' },
    },
    'POST /v1/receipts/proposals/:id/approvals': {
      path: `/v1/receipts/proposals/${await saidToHaveCome('good-said')}/approvals`,
      body: { verdict: 'return', note: 'No line of the bank.' },
    },
    'POST /v1/receipts/:id/matches': {
      path: `/v1/receipts/${await received('good-part')}/matches`,
      body: { claimId, money, reason: 'He paid.', recoveryId: await requested(shopId) },
    },
    'POST /v1/receipts/:id/matches/:proposalId/approvals': {
      path: `/v1/receipts/${victims}/matches/${waiting}/approvals`,
      body: { verdict: 'approve', note: 'Agreed.' },
    },
    'POST /v1/counterparties': {
      path: '/v1/counterparties',
      body: { ...party, kind: 'insurer', party: 'insurer' },
    },
    'PUT /v1/counterparties/:id': { path: `/v1/counterparties/${bankId}`, body: party },
    'POST /v1/counterparties/:id/payments': {
      path: `/v1/counterparties/${bankId}/payments`,
      body: { claimId: other.id, money, paidAt: at, ...outLine },
    },
    'POST /v1/funds/contributions': {
      path: '/v1/funds/contributions',
      body: { money, receivedAt: at, ...fundLine, toRail: { rail: 'simulated', money: cny('10') } },
    },
  };
}

interface LineAsProof {
  readonly reference: string;
  readonly statementLineId: string;
}

const LINES = ['good-in-1', 'good-in-2', 'good-in-3', 'good-out-1'] as const;

/** Lines of 1.00 yuan on our own bank account, as bodies name them: three came in, one went out. */
async function bankLines(service: TestService): Promise<LineAsProof[]> {
  const lines = LINES.map((lineId) => ({
    ...{ lineId, amount: '1.00', kind: 'other' },
    direction: lineId.startsWith('good-in') ? ('in' as const) : ('out' as const),
  }));
  const { body: taken } = await service
    .as('ops', 'post', '/v1/statements')
    .field('rail', 'cash')
    .attach('file', Buffer.from(csvStatement(lines)), 'cash.csv');
  const [statement] = (taken as { statements: readonly { id: string }[] }).statements;
  const { body } = await service.get('ops', `/v1/statements/${statement?.id ?? ''}/lines`);
  const { data } = body as unknown as { data: readonly { id: string; lineId: string }[] };
  return LINES.map((reference) => {
    const statementLineId = data.find(({ lineId }) => lineId === reference)?.id ?? '';
    return { reference, statementLineId };
  });
}

const AWARD = '86000';

async function paid(service: TestService, award = AWARD): Promise<ClaimJson> {
  const claim = await inReview(service, { amountMinor: AWARD });
  const outcome = award === AWARD ? {} : { outcome: 'partial' };
  await decide(service, 'wang', claim, { ...approval(claim, award), ...outcome });
  return untilStatus(service, claim.id, 'paid');
}
