import type { Response, Test } from 'supertest';

import { UnitOfWork } from '@app/platform';

import type { Person, TestService } from './test-service';

export interface Json {
  readonly currency: string;
  readonly amountMinor: string;
}

export const cny = (amountMinor: string): Json => ({ currency: 'CNY', amountMinor });

let numbers = 0;
const nextNumber = (): string => `${String(process.pid)}-${String((numbers += 1))}`;

export interface PaymentWish {
  readonly payer?: string;
  /** Without it nobody knows the payer's name. */
  readonly payerName?: string;
  readonly amountMinor?: string;
  readonly currency?: string;
  readonly daysAgo?: number;
  readonly rail?: string;
  readonly status?: string;
  readonly refundedMinor?: string;
  readonly sourceId?: string;
}

function payerOf({ payer: id = 'u_1001', payerName: name }: PaymentWish): object {
  return name === undefined ? { id } : { id, name };
}

/** A payment as an institution reports it: settled, yesterday, 199.00 CNY, unless wished else. */
export function aPayment(wish: PaymentWish = {}): object {
  const currency = wish.currency ?? 'CNY';
  const paidAt = new Date(Date.now() - (wish.daysAgo ?? 1) * 86_400_000).toISOString();
  return {
    source: 'test-bank',
    sourceId: wish.sourceId ?? `t-${nextNumber()}`,
    channel: 'wechat',
    rail: wish.rail ?? 'quick_pay',
    paidAt,
    settledAt: paidAt,
    payer: payerOf(wish),
    payee: { id: 'm_77', name: 'Shop 77' },
    money: { currency, amountMinor: wish.amountMinor ?? '19900' },
    status: wish.status ?? 'settled',
    ...(wish.refundedMinor === undefined
      ? {}
      : { refunded: { currency, amountMinor: wish.refundedMinor } }),
    description: 'goods',
  };
}

/** Reports a payment and returns our id of it. */
export async function reported(service: TestService, wish: PaymentWish = {}): Promise<string> {
  const response = await service.post('bank', '/v1/payments', { payments: [aPayment(wish)] });
  const [{ id }] = (response.body as { data: [{ id: string }] }).data;
  return id;
}

/** The body of a claim on payments, each for its amount. */
export function aClaim(
  lines: readonly { paymentId: string; amountMinor?: string; currency?: string }[],
): object {
  return {
    lossType: 'account_theft',
    lines: lines.map(({ paymentId, amountMinor, currency }) => ({
      paymentId,
      money: { currency: currency ?? 'CNY', amountMinor: amountMinor ?? '19900' },
    })),
    narrative: 'My phone was stolen and somebody paid with it.',
    discoveredAt: new Date(Date.now() - 3_600_000).toISOString(),
    contact: { name: 'A claimant', phone: '+8613800138000', locale: 'zh-CN' },
    payoutMethod: { route: 'original' },
  };
}

export interface ClaimJson {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly lines: readonly {
    readonly id: string;
    readonly paymentId: string;
    readonly status: string;
  }[];
  readonly evidence: readonly {
    readonly item: string;
    readonly required: boolean;
    readonly state: string;
  }[];
  readonly nextStep: { readonly code: string; readonly by: string; readonly dueAt: string } | null;
  readonly owner: { readonly name: string } | null;
  readonly clocks: readonly {
    readonly id: string;
    readonly state: string;
    readonly dueAt: string | null;
  }[];
  readonly claimed: Json;
  readonly awarded?: Json;
  readonly paid: Json;
  readonly version: number;
}

export interface ClaimWish {
  readonly amountMinor?: string;
  readonly by?: Person;
  readonly payer?: string;
  /** The programme; the one that is offered for the loss unless wished otherwise. */
  readonly packId?: string;
}

/** Files a claim on a fresh payment and returns it as answered. */
export async function filed(service: TestService, wish: ClaimWish = {}): Promise<ClaimJson> {
  const amountMinor = wish.amountMinor ?? '19900';
  const paymentId = await reported(service, { amountMinor, payer: wish.payer ?? 'u_1001' });
  const response = await service.post(wish.by ?? 'lin', '/v1/claims', {
    ...aClaim([{ paymentId, amountMinor }]),
    ...(wish.packId === undefined ? {} : { packId: wish.packId }),
  });
  if (response.status !== 201) throw new Error(`Not filed: ${JSON.stringify(response.body)}`);
  return response.body as ClaimJson;
}

export interface ClaimOnWish {
  readonly by?: Person;
  /** Of the request; one of its own unless wished else. */
  readonly key?: string;
  readonly amountMinor?: string;
  readonly currency?: string;
  /** Any other field of the body. */
  readonly [field: string]: unknown;
}

/** Files a claim on one payment, whatever the answer is: for 199.00 CNY and by Lin at first. */
export async function claimOn(
  service: TestService,
  paymentId: string,
  wish: ClaimOnWish = {},
): Promise<Response> {
  const { by = 'lin', key, amountMinor, currency, ...fields } = wish;
  const line = {
    paymentId,
    ...(amountMinor === undefined ? {} : { amountMinor }),
    ...(currency === undefined ? {} : { currency }),
  };
  const headers = key === undefined ? {} : { 'Idempotency-Key': key };
  return service.post(by, '/v1/claims', { ...aClaim([line]), ...fields }, headers);
}

/** How much of a payment of `u_1001` is claimed. */
export async function claimedOn(service: TestService, paymentId: string): Promise<string> {
  const { body } = await service.get('audit', '/v1/payments?payerId=u_1001&limit=100');
  const { data } = body as { data: { id: string; claimed: Json }[] };
  return data.find(({ id }) => id === paymentId)!.claimed.amountMinor;
}

export async function claimNow(service: TestService, id: string): Promise<ClaimJson> {
  return (await service.get('audit', `/v1/claims/${id}`)).body as ClaimJson;
}

export async function untilStatus(
  service: TestService,
  id: string,
  ...statuses: string[]
): Promise<ClaimJson> {
  return service.eventually(
    () => claimNow(service, id),
    ({ status }) => statuses.includes(status),
  );
}

/** The smallest PNG: one grey pixel. `salt` makes another file of it. */
export function aPng(salt = ''): Buffer {
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
    'base64',
  );
  return Buffer.concat([pixel, Buffer.from(salt)]);
}

/** Hands in one file. Not async: the caller may add to the request. */
export function handIn(
  service: TestService,
  claim: ClaimJson,
  content: Buffer,
  {
    name = 'proof.png',
    item = 'identity',
  }: { readonly name?: string; readonly item?: string } = {},
): Test {
  return service
    .as('lin', 'post', `/v1/claims/${claim.id}/evidence`)
    .field('item', item)
    .attach('file', content, name);
}

/** Hands in a picture for every required item that is missing. */
export async function evidenceHandedIn(
  service: TestService,
  claim: ClaimJson,
  by: Person = 'lin',
): Promise<void> {
  for (const { item, required, state } of claim.evidence) {
    if (!required || state !== 'missing') continue;
    const response = await service
      .as(by, 'post', `/v1/claims/${claim.id}/evidence`)
      .field('item', item)
      .attach('file', aPng(item), `${item}.png`);
    if (response.status !== 201) throw new Error(`Not taken: ${JSON.stringify(response.body)}`);
  }
}

/** A claim that is in review with all its evidence. */
export async function inReview(service: TestService, wish: ClaimWish = {}): Promise<ClaimJson> {
  const claim = await filed(service, { amountMinor: '86000', ...wish });
  await evidenceHandedIn(service, claim, wish.by ?? 'lin');
  return untilStatus(service, claim.id, 'in_review');
}

/** The decision to award every line in full. */
export function approval(claim: ClaimJson, amountMinor: string): object {
  return {
    outcome: 'approve',
    lines: claim.lines.map(({ id }) => ({
      lineId: id,
      award: cny(amountMinor),
      reasonCode: 'covered.full',
    })),
    reason: 'The theft is plausible and covered.',
  };
}

/** Says that a claim was looked at as it is here. */
export function asSeen({ version }: Pick<ClaimJson, 'version'>): { 'If-Match': string } {
  return { 'If-Match': `"${String(version)}"` };
}

/** Whomever the lot fell on, a claim is somebody else's of the staff now; nothing else happens. */
export async function giveTo(service: TestService, claimId: string, to: Person): Promise<void> {
  await service.app.get(UnitOfWork).transaction((tx) =>
    tx.query(
      `UPDATE claims SET owner_id = users.id FROM users
        WHERE claims.id = $1 AND owner_id IS NOT NULL
          AND username = $2 AND role IN ('reviewer', 'approver')`,
      [claimId, `${to}@demo.ganpei`],
    ),
  );
}

/**
 * Takes a decision on a claim as it is now, as somebody who was given it, whatever the answer is.
 */
export async function decide(
  service: TestService,
  by: Person,
  { id }: ClaimJson,
  body: object,
): Promise<Response> {
  await giveTo(service, id, by);
  return service.post(by, `/v1/claims/${id}/decisions`, body, asSeen(await claimNow(service, id)));
}

/** Gives a verdict on a decision, whatever the answer is. */
export async function judge(
  service: TestService,
  by: Person,
  decisionId: string,
  verdict: 'approve' | 'return',
): Promise<Response> {
  const body = { verdict, note: 'As I see it.' };
  return service.post(by, `/v1/decisions/${decisionId}/approvals`, body);
}

/** A file of a claim's evidence, as it is shown. */
export interface FileJson {
  readonly id: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly state: string;
}

/** The files that a claim of Lin's holds, as Lin sees them. */
export async function heldFiles(service: TestService, claim: ClaimJson): Promise<FileJson[]> {
  const { body } = await service.get('lin', `/v1/claims/${claim.id}`);
  return (body as { evidence: { files: FileJson[] }[] }).evidence.flatMap(({ files }) => files);
}
