import type { Test } from 'supertest';

import type { TestService } from './test-service';

export interface OperationJson {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly progress: {
    readonly done: number;
    readonly total: number;
    readonly unit: string;
    readonly phase: string;
  };
  readonly result?: Readonly<Record<string, number>>;
  readonly problem?: { readonly code: string; readonly texts: Readonly<Record<string, string>> };
  readonly errorsUrl?: string;
}

export interface PaymentJson {
  readonly id: string;
  readonly status: string;
  readonly payer: { readonly id: string };
  readonly money: { readonly amountMinor: string };
  readonly refunded: { readonly amountMinor: string };
}

/** Sends a file to be imported. Not async: the caller may add to the request. */
export function sendFile(
  service: TestService,
  file: Buffer,
  fields: Record<string, string> = {},
): Test {
  let request = service.as('ops', 'post', '/v1/imports');
  for (const [name, value] of Object.entries(fields)) request = request.field(name, value);
  return request.attach('file', file, 'bill.csv');
}

/** Sends a file and waits for the end of its import. */
export async function imported(
  service: TestService,
  file: Buffer,
  fields: Record<string, string> = {},
): Promise<OperationJson> {
  const answer = await sendFile(service, file, fields);
  expect(answer.status).toBe(202);
  expect(answer.body).toEqual({ id: expect.stringMatching(/^opn_/), status: 'queued' });
  const path = `/v1/operations/${String(answer.body.id)}`;
  return service.eventually(
    async () => (await service.get('ops', path)).body as OperationJson,
    ({ status }) => ['succeeded', 'failed'].includes(status),
  );
}

/** Payments as the auditor finds them by a query. */
export async function paymentsLike(service: TestService, query: string): Promise<PaymentJson[]> {
  return (await service.get('audit', `/v1/payments?limit=100&${query}`)).body.data;
}
