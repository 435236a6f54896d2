import type { Response } from 'supertest';

import { UnitOfWork } from '@app/platform';
import { checkBooks } from '@app/reports';

import { aClaim, cny, evidenceHandedIn, reported, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { csvStatement, linesOfRail } from '../support/statement-steps';
import type { CsvLine } from '../support/statement-steps';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

interface BreakJson {
  readonly id: string;
  readonly kind: string;
  readonly reason: string;
  readonly line?: { readonly lineId: string };
}

const NOTE = 'Looked into.';

describe('a wrong statement over HTTP', () => {
  let service: TestService;
  let wrong: string;
  let before: Record<string, string>;

  beforeAll(async () => {
    service = await TestService.start();
    const lines: { paymentId: string; amountMinor: string }[] = [];
    for (const amountMinor of ['4000', '5000']) {
      lines.push({ paymentId: await reported(service, { amountMinor }), amountMinor });
    }
    const { body } = await service.post('lin', '/v1/claims', aClaim(lines));
    const claim = body as unknown as ClaimJson;
    await evidenceHandedIn(service, claim);
    await untilStatus(service, claim.id, 'paid');
    before = await balances();
  });
  afterAll(async () => {
    await service.stop();
  });

  const handIn = async (lines: readonly CsvLine[]): Promise<string> => {
    const { body } = await service
      .as('ops', 'post', '/v1/statements')
      .field('rail', 'simulated')
      .attach('file', Buffer.from(csvStatement(lines)), 'statement.csv');
    return (body as { statements: [{ id: string }] }).statements[0].id;
  };
  const breaks = async (): Promise<readonly BreakJson[]> => {
    const { body } = await service.get('audit', '/v1/reconciliation/breaks');
    return (body as { data: readonly BreakJson[] }).data;
  };
  const end = (by: Person, { id }: BreakJson, how: string): Promise<Response> =>
    service.post(by, `/v1/reconciliation/breaks/${id}/end`, { how, note: NOTE });
  const judge = (by: Person, number = 1): Promise<Response> =>
    service.post(by, `/v1/statements/${wrong}/withdrawals/${String(number)}/approvals`, {
      ...{ verdict: 'approve', note: 'The bank has sent another one.' },
    });
  const report = async (): Promise<object | undefined> => {
    const { body } = await service.get('zhao', '/v1/reconciliation?rail=simulated');
    return (body as { books: object[] }).books[0];
  };

  /** Debits less credits of every account that has any. */
  async function balances(): Promise<Record<string, string>> {
    const rows = await service.app.get(UnitOfWork).reads.query<{ code: string; minor: string }[]>(
      `SELECT code, sum(minor)::text AS minor FROM (
         SELECT debit_account AS code, amount_minor AS minor FROM ledger_transfers
         UNION ALL SELECT credit_account, -amount_minor FROM ledger_transfers) AS moved
        GROUP BY code HAVING sum(minor) <> 0 ORDER BY code`,
    );
    return Object.fromEntries(rows.map(({ code, minor }) => [code, minor]));
  }

  it('has led to fees, to money written off and to money in suspense', async () => {
    wrong = await handIn([
      ...linesOfRail(service.rail).map((line) =>
        line.amount === '50.00' ? { ...line, amount: '51.00' } : line,
      ),
      { lineId: 'fee-1', amount: '0.60', kind: 'fee' },
      { lineId: 'odd-1', amount: '7.00', kind: 'other' },
      { lineId: 'gift-1', amount: '4.00', kind: 'other', direction: 'in' },
    ]);
    const open = await service.eventually(breaks, ({ length }) => length === 3);
    const of = (lineId: string): BreakJson => open.find(({ line }) => line?.lineId === lineId)!;
    const other = open.find(({ kind }) => kind === 'other_amount')!;
    for (const by of ['ops', 'zhao'] as const) {
      await end(by, of('odd-1'), 'written_off');
      await end(by, other, 'fee');
    }
    await end('ops', of('gift-1'), 'suspense');
    expect(await breaks()).toEqual([]);
    expect(await balances()).toMatchObject({ '2070': '-400', '5030': '160', '5050': '700' });
  });

  it('is withdrawn by two persons, with all that was made out of it', async () => {
    const path = `/v1/statements/${wrong}/withdrawals`;
    const reason = { reason: 'It is of our test account.' };
    const { body: proposed } = await service.post('ops', path, reason);
    expect(proposed).toMatchObject({ withdrawals: [{ number: 1, ...reason }] });
    expectProblem(await service.post('zhao', path, reason), 409, 'statement.withdrawal_waits');
    expectProblem(await judge('ops'), 409, 'statement.own_hand');
    expectProblem(await judge('zhao', 2), 409, 'statement.withdrawal_not_awaited');
    const { body: gone } = await judge('zhao');
    expect(gone).toMatchObject({
      withdrawn: { at: expect.any(String), by: expect.any(String) },
      withdrawals: [{ verdict: { verdict: 'approve' } }],
    });
    expectProblem(await judge('zhao'), 409, 'statement.withdrawn');
    expect(await balances()).toEqual(before);
    expect((await service.get('ops', '/v1/receipts?open=true')).body).toMatchObject({ data: [] });
    const { body: listed } = await service.get('audit', '/v1/statements');
    expect(listed).toMatchObject({ data: [{ id: wrong, withdrawn: { at: expect.any(String) } }] });
    const { body: trail } = await service.get('audit', `/v1/audit-records?objectId=${wrong}`);
    expect((trail as { data: { action: string }[] }).data.map(({ action }) => action)).toEqual([
      ...['statement.taken', 'statement.withdrawal_proposed', 'statement.withdrawn'],
    ]);
  });

  it('makes room for the right one, and the books are as if it had never been', async () => {
    await handIn([...linesOfRail(service.rail), { lineId: 'fee-1', amount: '0.30', kind: 'fee' }]);
    await service.eventually(report, (seen) => (seen as { isClean?: boolean }).isClean === true);
    expect(await report()).toMatchObject({
      ...{ matched: { count: 3 }, breaks: { count: 0, effect: cny('0') } },
      balances: { ledger: cny('-9030') },
    });
    const { '1030': rail, ...others } = before;
    expect(await balances()).toEqual({
      ...others,
      ...{ '1030': (BigInt(rail ?? 0) - 30n).toString(), '5030': '30' },
    });
    const checks = await checkBooks(service.app.get(UnitOfWork).reads);
    expect(checks.filter(({ violations }) => violations.length > 0)).toEqual([]);
  });
});
