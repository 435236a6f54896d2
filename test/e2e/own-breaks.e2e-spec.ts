import type { Response } from 'supertest';

import { UnitOfWork } from '@app/platform';

import { aClaim, evidenceHandedIn, reported, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { balanceLine, csvStatement, linesOfRail } from '../support/statement-steps';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

interface BreakJson {
  readonly id: string;
  readonly kind: string;
  readonly effect: { readonly amountMinor: string };
  readonly entryId?: string;
  readonly line?: { readonly id: string; readonly lineId: string };
}
interface LineJson {
  readonly match?: { readonly id: string };
}

const NOTE = 'Looked into.';
/** What the rail states of some amounts. */
const WRONG_AMOUNTS: Readonly<Record<string, string>> = { '40.00': '41.00', '20.00': '22.00' };

describe('a break about a payout of somebody who works here', () => {
  let service: TestService;
  let found: Record<'otherAmount' | 'notStated' | 'odd' | 'gift', BreakJson>;
  let ended: BreakJson;
  let matchId: string;

  beforeAll(async () => {
    service = await TestService.start();
    await paidClaim();
    await stated();
    // Zhao turns out to be the claimant, and the operator whoever filed for her.
    for (const [person, other] of [
      ['zhao@demo.ganpei', 'lin@demo.ganpei'],
      ['ops@demo.ganpei', 'sun@demo.ganpei'],
    ]) {
      await service.app
        .get(UnitOfWork)
        .transaction((tx) =>
          tx.query(
            `UPDATE users SET person_id = (SELECT person_id FROM users WHERE username = $2) WHERE username = $1`,
            [person, other],
          ),
        );
    }
  });
  afterAll(async () => {
    await service.stop();
  });

  /** Four payouts to Lin, by a claim that Sun filed for her. */
  async function paidClaim(): Promise<void> {
    const lines: { paymentId: string; amountMinor: string }[] = [];
    for (const amountMinor of ['4000', '5000', '6000', '2000']) {
      lines.push({ paymentId: await reported(service, { amountMinor }), amountMinor });
    }
    const wish = { ...aClaim(lines), claimantPartyId: 'u_1001' };
    const { body } = await service.post('sun', '/v1/claims', wish);
    const claim = body as unknown as ClaimJson;
    await evidenceHandedIn(service, claim, 'lin');
    await untilStatus(service, claim.id, 'paid');
  }

  /** Two payouts with other amounts, one as it is, one left out; and two lines of nobody. */
  async function stated(): Promise<void> {
    const lines = linesOfRail(service.rail)
      .filter(({ amount }) => amount !== '60.00')
      .map((line) => ({ ...line, amount: WRONG_AMOUNTS[line.amount] ?? line.amount }));
    const text = csvStatement([
      ...lines,
      { lineId: 'odd', amount: '60.00', kind: 'other' },
      { lineId: 'gift', amount: '1.00', kind: 'other', direction: 'in' },
      balanceLine('closing', '-170.00', new Date(Date.now() + 86_400_000)),
    ]);
    const { body } = await service
      .as('ops', 'post', '/v1/statements')
      .field('rail', 'simulated')
      .attach('file', Buffer.from(text), 'statement.csv');
    const open = await service.eventually(breaks, ({ length }) => length === 5);
    ended = open.find(({ effect }) => effect.amountMinor === '-200')!;
    for (const by of ['ops', 'zhao'] as const) await end(by, ended, { how: 'fee' });
    const of = (wanted: (one: BreakJson) => boolean): BreakJson => open.find(wanted)!;
    found = {
      otherAmount: of(
        ({ kind, effect }) => kind === 'other_amount' && effect.amountMinor === '-100',
      ),
      notStated: of(({ kind }) => kind === 'entry_without_partner'),
      odd: of(({ line }) => line?.lineId === 'odd'),
      gift: of(({ line }) => line?.lineId === 'gift'),
    };
    const [{ id }] = (body as { statements: [{ id: string }] }).statements;
    const seen = await service.get('audit', `/v1/statements/${id}/lines`);
    const { data } = seen.body as unknown as { data: readonly LineJson[] };
    matchId = data.find(({ match }) => match !== undefined)!.match!.id;
  }

  async function breaks(): Promise<readonly BreakJson[]> {
    const { body } = await service.get('audit', '/v1/reconciliation/breaks');
    return (body as { data: readonly BreakJson[] }).data;
  }

  const end = (by: Person, { id }: BreakJson, body: object): Promise<Response> =>
    service.post(by, `/v1/reconciliation/breaks/${id}/end`, { note: NOTE, ...body });

  const WAYS: readonly (readonly [string, (by: Person) => Promise<Response>])[] = [
    ['written off', (by) => end(by, found.otherAmount, { how: 'written_off' })],
    ['called a fee', (by) => end(by, found.otherAmount, { how: 'fee' })],
    ['put into suspense', (by) => end(by, found.notStated, { how: 'suspense' })],
    [
      'offset against one of nobody’s',
      (by) => end(by, found.otherAmount, { how: 'offset', against: found.gift.id }),
    ],
    [
      'offset from the side of one of nobody’s',
      (by) => end(by, found.gift, { how: 'offset', against: found.otherAmount.id }),
    ],
    [
      'matched by hand with a line of nobody',
      (by) =>
        service.post(by, '/v1/reconciliation/matches', {
          ...{ lineId: found.odd.line?.id, entryId: found.notStated.entryId, note: NOTE },
        }),
    ],
    [
      'taken back where it had ended',
      (by) => service.post(by, `/v1/reconciliation/breaks/${ended.id}/undo`, { note: NOTE }),
    ],
    [
      'undone where it was matched',
      (by) => service.post(by, `/v1/reconciliation/matches/${matchId}/undo`, { note: NOTE }),
    ],
  ];

  it.each(
    WAYS.flatMap(([what, way]) =>
      (
        [
          ['zhao', 'whoever is paid'],
          ['ops', 'whoever filed for them'],
        ] as const
      ).map(([by, who]) => [what, who, by, way] as const),
    ),
  )('is not %s by %s', async (_what, _who, by, way) => {
    expectProblem(await way(by), 403, 'reconciliation.own_money');
    expect(await breaks()).toHaveLength(4);
  });

  it('leaves no word of theirs behind', async () => {
    const { reads } = service.app.get(UnitOfWork);
    expect(
      await reads.query(
        `SELECT break_id FROM break_words WHERE break_id <> $1 UNION SELECT match_id FROM match_words
          UNION SELECT break_id FROM break_undo_words`,
        [ended.id],
      ),
    ).toEqual([]);
  });
});
