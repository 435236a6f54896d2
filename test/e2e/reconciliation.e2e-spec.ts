import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Response } from 'supertest';

import { UnitOfWork } from '@app/platform';
import { checkBooks } from '@app/reports';

import { aClaim, cny, evidenceHandedIn, reported } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { csvStatement, linesOfRail } from '../support/statement-steps';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

const COMMAND = join(__dirname, '..', 'faults', 'run-ganpei.cjs');

interface BreakJson {
  readonly id: string;
  readonly kind: string;
  readonly reason: string;
  readonly effect: { readonly amountMinor: string };
  readonly line?: { readonly id: string; readonly lineId: string };
  readonly payoutId?: string;
}
interface BookJson {
  readonly matched: { readonly count: number };
  readonly breaks: { readonly count: number };
  readonly isClean: boolean;
}

describe('a statement of a rail over HTTP', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const handIn = (text: string, by: Person = 'ops', rail = 'simulated'): Promise<Response> =>
    Promise.resolve(
      service
        .as(by, 'post', '/v1/statements')
        .field('rail', rail)
        .attach('file', Buffer.from(text), 'statement.csv'),
    );
  const breaks = async (state = 'open'): Promise<readonly BreakJson[]> => {
    const { body } = await service.get('audit', `/v1/reconciliation/breaks?state=${state}`);
    return (body as { data: readonly BreakJson[] }).data;
  };
  const book = async (query = ''): Promise<BookJson | undefined> => {
    const { body } = await service.get('zhao', `/v1/reconciliation?rail=simulated${query}`);
    return (body as { books: readonly BookJson[] }).books[0];
  };
  const say = (by: Person, { id }: BreakJson, body: object): Promise<Response> =>
    service.post(by, `/v1/reconciliation/breaks/${id}/end`, body);

  async function payouts(claim: ClaimJson): Promise<readonly { id: string; status: string }[]> {
    const { body } = await service.get('audit', `/v1/payouts?claimId=${claim.id}`);
    return (body as { data: readonly { id: string; status: string }[] }).data;
  }

  /** A claim with one payout for each amount; of the first the rail's answers are lost. */
  async function withLostAnswer(amounts: readonly string[]): Promise<ClaimJson> {
    // By its amount: payouts of one claim come to the rail in any order.
    const match = { amountMinor: amounts[0]! };
    service.rail.setFaults([
      { kind: 'http_500_after_paying', times: 1, match },
      { kind: 'no_webhook', times: 1, match },
      { kind: 'http_500_after_paying', on: 'query', times: 1_000 },
    ]);
    const lines: { paymentId: string; amountMinor: string }[] = [];
    for (const amountMinor of amounts) {
      lines.push({ paymentId: await reported(service, { amountMinor }), amountMinor });
    }
    const { body } = await service.post('lin', '/v1/claims', aClaim(lines));
    const claim = body as unknown as ClaimJson;
    await evidenceHandedIn(service, claim);
    await service.eventually(
      () => payouts(claim),
      (list) =>
        list.length === amounts.length &&
        list.filter(({ status }) => status === 'settled').length === amounts.length - 1 &&
        list.some(({ status }) => status === 'unknown'),
    );
    return claim;
  }

  /** The rail's book as its statement, with one wrong amount, a fee, and a line of nobody. */
  function statement(): string {
    const lines = linesOfRail(service.rail).map((line) =>
      line.amount === '60.00' ? { ...line, amount: '61.00' } : line,
    );
    const at = lines[0]?.at ?? new Date();
    return csvStatement([
      ...lines,
      { lineId: 'fee-1', amount: '0.30', kind: 'fee', at },
      { lineId: 'odd-1', amount: '7.00', kind: 'other', text: 'Anybody', at },
    ]);
  }

  it('shows what differs, asks about what is unknown, and is taken in once', async () => {
    const claim = await withLostAnswer(['4000', '5000', '6000']);
    const text = statement();
    const { body } = await handIn(text);
    expect(body).toMatchObject({
      statements: [
        { rail: 'simulated', format: 'csv', lineCount: 5, newLineCount: 5, isKnown: false },
      ],
    });
    await service.eventually(breaks, (found) => found.length === 3);
    expect((await breaks()).map(({ kind, reason }) => `${kind} ${reason}`).sort()).toEqual([
      'line_without_partner nobodys',
      'line_without_partner not_settled',
      'other_amount amount_differs',
    ]);

    service.rail.setFaults([]);
    await service.eventually(
      () => payouts(claim),
      (list) => list.every(({ status }) => status === 'settled'),
    );
    await service.eventually(breaks, (found) => found.length === 2);
    expect(await book()).toMatchObject({
      matched: { count: 3 },
      breaks: { count: 2, effect: cny('-800') },
      balances: { ledger: cny('-15030'), inTransit: cny('0') },
      byAge: { upTo1Day: { count: 2 } },
      isClean: false,
    });

    expect((await handIn(text)).body).toMatchObject({ statements: [{ isKnown: true }] });
    expect((await service.get('audit', '/v1/statements')).body).toMatchObject({
      data: [{ lineCount: 5 }],
    });
    expect(await breaks()).toHaveLength(2);
  });

  it('is brought into order by two people, one break after the other', async () => {
    const open = await breaks();
    const odd = open.find(({ reason }) => reason === 'nobodys')!;
    const wrong = open.find(({ kind }) => kind === 'other_amount')!;
    const { body: me } = await service.get('zhao', '/v1/users?role=approver');
    const [{ id: ownerId }] = (me as { data: [{ id: string }] }).data;
    const path = `/v1/reconciliation/breaks/${odd.id}/owner`;
    const owned = await service.post('ops', path, { ownerId, note: 'Asks the rail.' });
    expect(owned.body).toMatchObject({ owner: { id: ownerId } });

    const off = { how: 'written_off', note: 'The rail does not know it either.' };
    expectProblem(
      await say('zhao', odd, { ...off, how: 'explained' }),
      422,
      'reconciliation.cannot_end_so',
    );
    expect((await say('ops', odd, off)).body).toMatchObject({ wordsMissing: 1 });
    expectProblem(await say('ops', odd, off), 409, 'reconciliation.said_already');
    expect((await say('zhao', odd, off)).body).toMatchObject({
      wordsMissing: 0,
      ended: { how: 'written_off' },
    });
    expectProblem(await say('zhao', odd, off), 409, 'reconciliation.break_ended');

    const fee = { how: 'fee', note: 'The rail keeps a yuan.' };
    await say('ops', wrong, fee);
    await say('zhao', wrong, fee);
    expect(await book()).toMatchObject({ balances: { ledger: cny('-15830') }, isClean: true });
    expect(await breaks('ended')).toHaveLength(3);
    const trail = await service.get('audit', `/v1/audit-records?objectId=${odd.id}`);
    expect((trail.body as { data: { action: string }[] }).data.map(({ action }) => action)).toEqual(
      [...['break.assigned', 'break.end_proposed', 'break.ended']],
    );
    expect(await book(`&asOf=${new Date(Date.now() - 86_400_000).toISOString()}`)).toMatchObject({
      matched: { count: 0 },
    });
    const metrics = await service.get('ops', '/metrics');
    expect(metrics.text).toMatch(
      /ganpei_reconciliation_open_breaks\{rail="simulated",currency="CNY",age="upTo1Day"\} 0/,
    );
  });

  it('with money that nobody can name leads to a receipt that waits in suspense', async () => {
    const gift = { lineId: 'gift', amount: '4.00', kind: 'other', direction: 'in' } as const;
    await handIn(csvStatement([gift]));
    const [found] = await service.eventually(breaks, (open) => open.length === 1);
    const suspense = { how: 'suspense', note: 'Nobody knows whose it is.' };
    expect((await say('ops', found!, suspense)).body).toMatchObject({ wordsMissing: 0 });
    const { body } = await service.get('ops', '/v1/receipts?open=true');
    expect(body).toMatchObject({ data: [{ reference: found!.id, money: cny('400') }] });
    expect(await book()).toMatchObject({ balances: { ledger: cny('-15430') }, isClean: true });
    const checks = await checkBooks(service.app.get(UnitOfWork).reads);
    expect(checks.filter(({ violations }) => violations.length > 0)).toEqual([]);
  });

  it('is put into suspense no more, by two people: its receipt goes, and the break is back', async () => {
    const gift = (await breaks('ended'))[0]!;
    const undo = (by: Person): Promise<Response> =>
      service.post(by, `/v1/reconciliation/breaks/${gift.id}/undo`, { note: 'It was a top-up.' });
    expect((await undo('ops')).body).toMatchObject({ wordsMissing: 1 });
    expectProblem(await undo('ops'), 409, 'reconciliation.said_already');
    const { body: done } = await undo('zhao');
    expect(done).toMatchObject({ wordsMissing: 0, undone: { by: expect.any(String) } });
    const { body: open } = await service.get('ops', '/v1/receipts?open=true');
    expect(open).toMatchObject({ data: [] });
    const { body: all } = await service.get('ops', '/v1/receipts');
    expect(all).toMatchObject({ data: [{ reference: gift.id, takenBackAt: expect.any(String) }] });
    const [again] = await service.eventually(breaks, ({ length }) => length === 1);
    expect(again).toMatchObject({ reason: 'nobodys', line: { lineId: 'gift' } });
    const checks = await checkBooks(service.app.get(UnitOfWork).reads);
    expect(checks.filter(({ violations }) => violations.length > 0)).toEqual([]);
    await say('ops', again!, { how: 'suspense', note: 'It was none after all.' });
    expect(await book()).toMatchObject({ isClean: true });
  });

  it.each<[string, string, number, string]>([
    ['a page of a proxy', '<html><br></html>', 422, 'statement.other_rail'],
    ['nothing', '', 422, 'statement.unknown_format'],
    [
      'a line that said something else',
      statementOf('odd-1', '8.00'),
      409,
      'statement.line_changed',
    ],
  ])('is refused where it is %s', async (_what, text, status, code) => {
    expectProblem(await handIn(text), status, code);
  });

  it('is of a rail that is there', async () => {
    expectProblem(
      await handIn(statementOf('x', '1.00'), 'ops', 'nowhere'),
      404,
      'payout.unknown_rail',
    );
    const upload = service
      .as('ops', 'post', '/v1/statements')
      .attach('file', Buffer.from(statementOf('x', '1.00')), 'a.csv');
    expectProblem(await upload, 400, 'statement.rail_missing');
  });

  it('is compared by the command line as well, whose exit code says whether anything differs', async () => {
    const file = join(service.stateDir, 'more.csv');
    await writeFile(file, statementOf('odd-2', '2.50'));
    const clean = await ganpei('reconcile');
    expect(clean).toEqual({
      ...{ code: 0, stderr: '' },
      stdout: expect.stringContaining('✓ simulated CNY') as unknown,
    });
    const { code, stdout, stderr } = await ganpei('reconcile', file, '--rail', 'simulated');
    expect(stderr).toContain('csv, simulated CNY, 1 of 1 lines new');
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ simulated CNY.*\n/);
    expect(stdout).toMatch(/brk_.* line_without_partner: nobodys, .*odd-2/);
  });

  function ganpei(
    ...words: readonly string[]
  ): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
    const { PATH = '', HOME = '' } = process.env;
    const env = {
      ...{ PATH, HOME, STATE_DIR: service.stateDir },
      DATABASE_URL: service.database.adminUrl,
    };
    return new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [COMMAND, ...words],
        { env },
        (_, stdout, stderr) => {
          resolve({ code: child.exitCode ?? -1, stdout, stderr });
        },
      );
    });
  }
});

function statementOf(lineId: string, amount: string): string {
  return csvStatement([{ lineId, amount, kind: 'other' }]);
}
