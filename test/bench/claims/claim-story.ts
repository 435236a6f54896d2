import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Answer, HttpClient } from './http-client';

/** Above what one person may approve alone, so that each claim goes through four eyes. */
const AMOUNT_MINOR = '600000';
/** Claims of one person in a month before a signal calls for somebody to look. */
const CLAIMS_PER_PARTY = 2;
const PAYMENTS_PER_REQUEST = 500;
const FIRST_LOOK_MS = 40;
/** Each look comes after twice the time, so that looking is not what keeps the service busy. */
const LOOK_AGAIN_MS_MAX = 2_000;
const LOOKS_MAX = 60;

export interface People {
  readonly bank: string;
  readonly agent: string;
  readonly reviewer: string;
  readonly approver: string;
}

export interface Disputed {
  readonly paymentId: string;
  readonly partyId: string;
}

/** How long each part of a claim's way took, in milliseconds. */
export type Times = Readonly<Record<'file' | 'assess' | 'decide' | 'approve' | 'whole', number>>;

/** Reports payments of people whom nobody knows yet. */
export async function reportPayments(
  client: HttpClient,
  token: string,
  count: number,
  label: string,
): Promise<Disputed[]> {
  const paidAt = new Date(Date.now() - 86_400_000).toISOString();
  const disputed: Disputed[] = [];
  for (let from = 0; from < count; from += PAYMENTS_PER_REQUEST) {
    const numbers = Array.from(
      { length: Math.min(PAYMENTS_PER_REQUEST, count - from) },
      (_none, index) => from + index,
    );
    const partyOf = (number: number): string =>
      `bench_${label}_${String(Math.floor(number / CLAIMS_PER_PARTY))}`;
    const answer = await client.post(
      '/v1/payments',
      {
        payments: numbers.map((number) => ({
          source: 'bench-bank',
          sourceId: `${label}-${String(number)}`,
          channel: 'wechat',
          rail: 'quick_pay',
          paidAt,
          settledAt: paidAt,
          payer: { id: partyOf(number) },
          payee: { id: `m_${String(number % 997)}`, name: 'Shop' },
          money: { currency: 'CNY', amountMinor: AMOUNT_MINOR },
          status: 'settled',
        })),
      },
      token,
    );
    const { data } = expectStatus(answer, 200) as { data: { id: string }[] };
    disputed.push(
      ...data.map(({ id }, index) => ({ paymentId: id, partyId: partyOf(from + index) })),
    );
  }
  return disputed;
}

/** Pays so much into the fund, and on to the rail, that all these claims can be paid out. */
export async function fundClaims(
  client: HttpClient,
  { bank, approver }: People,
  count: number,
): Promise<void> {
  const amountMinor = String(BigInt(AMOUNT_MINOR) * BigInt(count) * 2n);
  const money = { currency: 'CNY', amountMinor };
  const at = { receivedAt: new Date().toISOString(), reference: `FUND-${amountMinor}` };
  const body = { money, toRail: { rail: 'simulated', money }, ...at };
  const said = expectStatus(await client.post('/v1/funds/contributions', body, bank), 201);
  const path = `/v1/receipts/proposals/${(said as { id: string }).id}/approvals`;
  const verdict = { verdict: 'approve', note: 'Seen on the account.' };
  expectStatus(await client.post(path, verdict, approver), 201);
}

/** Takes one claim from filing to approval through HTTP, as four different people do. */
export async function playClaim(
  client: HttpClient,
  people: People,
  disputed: Disputed,
): Promise<Times> {
  const startedAt = performance.now();
  const money = { currency: 'CNY', amountMinor: AMOUNT_MINOR };
  const filed = expectStatus(
    await client.post('/v1/claims', filing(disputed, money), people.agent),
    201,
  ) as { id: string; lines: { id: string }[] };
  const filedAt = performance.now();
  const claim = await assessed(client, people.reviewer, filed.id);
  const assessedAt = performance.now();
  const decision = expectStatus(
    await client.post(
      `/v1/claims/${filed.id}/decisions`,
      {
        outcome: 'approve',
        lines: filed.lines.map(({ id }) => ({
          lineId: id,
          award: money,
          reasonCode: 'covered.full',
        })),
        reason: 'The theft is plausible and covered.',
        evidenceWaivers: missingItems(claim).map((item) => ({ item, reason: 'Seen at the desk.' })),
      },
      people.reviewer,
      { 'If-Match': `"${String(claim.version)}"` },
    ),
    201,
  ) as { id: string };
  const decidedAt = performance.now();
  expectStatus(
    await client.post(
      `/v1/decisions/${decision.id}/approvals`,
      { verdict: 'approve', note: 'Agreed.' },
      people.approver,
    ),
    201,
  );
  const approvedAt = performance.now();
  return {
    file: filedAt - startedAt,
    assess: assessedAt - filedAt,
    decide: decidedAt - assessedAt,
    approve: approvedAt - decidedAt,
    whole: approvedAt - startedAt,
  };
}

interface AssessedClaim {
  readonly status: string;
  readonly version: number;
  readonly evidence: readonly { item: string; required: boolean; state: string }[];
}

/** Looks, as a console does, until the machine has assessed the claim. */
async function assessed(client: HttpClient, token: string, id: string): Promise<AssessedClaim> {
  await sleep(FIRST_LOOK_MS);
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const claim = expectStatus(await client.get(`/v1/claims/${id}`, token), 200) as AssessedClaim;
    if (['awaiting_claimant', 'in_review'].includes(claim.status)) return claim;
    await sleep(Math.min(LOOK_AGAIN_MS_MAX, FIRST_LOOK_MS * 2 ** look));
  }
  throw new Error(`${id} was not assessed in time.`);
}

function missingItems({ evidence }: AssessedClaim): string[] {
  return evidence
    .filter(({ required, state }) => required && state === 'missing')
    .map(({ item }) => item);
}

function filing({ paymentId, partyId }: Disputed, money: object): object {
  return {
    lossType: 'account_theft',
    lines: [{ paymentId, money }],
    narrative: 'My phone was stolen and somebody paid with it.',
    discoveredAt: new Date(Date.now() - 3_600_000).toISOString(),
    contact: { name: '张三', phone: phoneOf(partyId), locale: 'zh-CN' },
    payoutMethod: { route: 'original' },
    claimantPartyId: partyId,
  };
}

/** A telephone of their own for each party, or else they would all be one ring of fraud. */
function phoneOf(partyId: string): string {
  const hash = createHash('sha256').update(partyId).digest();
  return `+86138${String(hash.readUInt32BE() % 100_000_000).padStart(8, '0')}`;
}

function expectStatus({ status, body }: Answer, wanted: number): unknown {
  if (status === wanted) return body;
  throw new Error(`${String(status)} ${JSON.stringify(body)}`);
}
