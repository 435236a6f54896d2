import { Accounts, UnitOfWork } from '@app/platform';

import { csvStatement } from '../support/statement-steps';
import type { TestService } from '../support/test-service';

interface BreakJson {
  readonly id: string;
  readonly effect: { readonly amountMinor: string };
  readonly line: { readonly id: string };
}

/** The requests about what differs from a statement: six lines of nobody, and a fee. */
export async function goodReconciliationRequests(
  service: TestService,
): Promise<Record<string, { path: string; body: object; others?: readonly object[] }>> {
  const lines = (
    [
      ['1.00', 'out'],
      ['1.00', 'in'],
      ['3.00', 'out'],
      // Two that may be one top-up: nobody but people can tell which of them is.
      ['2.00', 'in'],
      ['2.00', 'in'],
      ['4.00', 'in'],
    ] as const
  ).map(([amount, direction], index) => ({
    ...{ lineId: `good-${String(index)}`, amount, direction, kind: 'other' },
  }));
  const money = { currency: 'NZD', amountMinor: '200' };
  const sent = { rail: 'simulated', money, source: 'operating_cash' };
  const { body: toppedUp } = await service.post('ops', '/v1/funds/top-ups', sent);
  const topUp = (toppedUp as unknown as { journalIds: [string] }).journalIds[0];
  const fee = { lineId: 'good-fee', amount: '0.10', kind: 'fee' };
  // In a currency in which nothing else is stated.
  const text = csvStatement([...lines, fee], 'NZD');
  const taken = await service
    .as('ops', 'post', '/v1/statements')
    .field('rail', 'simulated')
    .attach('file', Buffer.from(text), 'good.csv');
  const { body } = await service.eventually(
    () => service.get('ops', '/v1/reconciliation/breaks?rail=simulated'),
    (seen) => (seen.body as { data: unknown[] }).data.length >= lines.length,
  );
  const { data } = body as unknown as { data: readonly BreakJson[] };
  const of = (amountMinor: string): BreakJson | undefined =>
    data.find(({ effect }) => effect.amountMinor === amountMinor);
  const matchId = await matchIn(service, taken.body as TakenJson);
  const inSuspense = `/v1/reconciliation/breaks/${of('400')?.id ?? ''}`;
  await service.post('ops', `${inSuspense}/end`, { how: 'suspense', note: 'Nobody knows.' });
  const [wrong, doubted] = [await ofOneLine(service, 'wrong'), await ofOneLine(service, 'doubted')];
  const reason = { reason: 'Of another account.' };
  await service.post('ops', `/v1/statements/${doubted}/withdrawals`, reason);
  const ended = { how: 'offset', note: 'They undo each other.', against: of('100')?.id };
  return {
    'POST /v1/reconciliation/breaks/:id/owner': {
      path: `/v1/reconciliation/breaks/${of('-300')?.id ?? ''}/owner`,
      body: { ownerId: await operatorId(service), note: 'Asks the rail.' },
    },
    'POST /v1/reconciliation/breaks/:id/end': {
      path: `/v1/reconciliation/breaks/${of('-100')?.id ?? ''}/end`,
      body: ended,
    },
    'POST /v1/reconciliation/breaks/:id/undo': {
      path: `${inSuspense}/undo`,
      body: { note: 'Somebody knows.' },
    },
    'POST /v1/reconciliation/matches': {
      path: '/v1/reconciliation/matches',
      body: {
        lineId: of('200')?.line.id,
        entryId: `${topUp}/0`,
        note: 'The same money.',
      },
    },
    'POST /v1/reconciliation/matches/:id/undo': {
      path: `/v1/reconciliation/matches/${matchId}/undo`,
      body: { note: 'Another one.' },
    },
    'POST /v1/statements/:id/withdrawals': {
      path: `/v1/statements/${wrong}/withdrawals`,
      body: reason,
    },
    'POST /v1/statements/:id/withdrawals/:number/approvals': {
      path: `/v1/statements/${doubted}/withdrawals/1/approvals`,
      body: { verdict: 'return', note: 'It is right.' },
    },
  };
}

/** A statement of a line that nobody knows, in a currency in which nothing else is stated. */
async function ofOneLine(service: TestService, lineId: string): Promise<string> {
  const text = csvStatement([{ lineId, amount: '0.00', kind: 'other' }], 'SEK');
  const { body } = await service
    .as('ops', 'post', '/v1/statements')
    .field('rail', 'simulated')
    .attach('file', Buffer.from(text), `${lineId}.csv`);
  return (body as TakenJson).statements[0]?.id ?? '';
}

interface TakenJson {
  readonly statements: readonly { readonly id: string }[];
}

/** The match of the fee with what was booked for it. */
async function matchIn(service: TestService, { statements }: TakenJson): Promise<string> {
  const { body } = await service.get('ops', `/v1/statements/${statements[0]?.id ?? ''}/lines`);
  const { data } = body as unknown as { data: readonly { match?: { id: string } }[] };
  return data.find(({ match }) => match !== undefined)?.match?.id ?? '';
}

async function operatorId(service: TestService): Promise<string> {
  const accounts = service.app.get(Accounts);
  const added = { username: 'breaks@demo.ganpei', name: 'Breaks', role: 'operator' as const };
  return service.app
    .get(UnitOfWork)
    .transaction((tx) => accounts.add(tx, { ...added, password: null, demo: true }));
}
