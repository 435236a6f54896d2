import { payingCase } from '../../../../test/support/cases';
import { atRest } from '../../../../test/support/payout-steps';
import { Resolutions } from '../../../../test/support/resolution-steps';
import { csvStatement, takeStatement } from '../../../../test/support/statement-steps';
import type { CsvLine } from '../../../../test/support/statement-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { EndBreak } from '../reconciliation/operations/end-break';
import { ReconcileBook } from '../reconciliation/operations/reconcile-book';
import { ReconciliationBreakEntity } from '../reconciliation/persistence/reconciliation-break.entity';
import { StatementLineEntity } from '../reconciliation/persistence/statement-line.entity';

describe('a payout that people resolve on a line of a statement', () => {
  let ops: TestOperations;
  let people: Resolutions;
  let lines = 0;
  beforeAll(async () => {
    ops = await TestOperations.start();
    people = new Resolutions(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });
  afterEach(() => {
    ops.rail.setFaults([]);
  });

  const evidenceOf = (reference: string) => ({
    evidence: { kind: 'statement_line', reference, note: 'It is stated.' } as const,
  });

  /** A line that left the rail, unless wished otherwise. */
  async function aLine(wish: Partial<CsvLine> = {}): Promise<string> {
    lines += 1;
    const lineId = `proof-${String(lines)}`;
    const text = csvStatement([{ lineId, amount: '150.00', ...wish }]);
    await takeStatement(ops, text);
    return (await ops.reads.findOneByOrFail(StatementLineEntity, { lineId })).id;
  }

  it('is settled where that is about it', async () => {
    const payout = await people.givenUp();
    const said = { outcome: 'settled', ...evidenceOf(await aLine({ key: payout.key })) } as const;
    expect((await people.resolved(payout, said)).status).toBe('settled');
  });

  it.each<[string, () => Promise<string>]>([
    ['is not there', () => Promise.resolve('stl_01h455vb4pex5vsknk084sn02q')],
    ['has a name of its own only', () => Promise.resolve('Bill of today, line 7')],
    ['is of another amount', () => aLine({ amount: '150.01' })],
    ['came in', () => aLine({ direction: 'in' })],
    ['is another payout’s', async () => aLine({ key: (await people.givenUp()).key })],
  ])('is not settled where that %s', async (_what, lineId) => {
    const payout = await people.givenUp();
    const said = { outcome: 'settled', ...evidenceOf(await lineId()) } as const;
    await expect(people.propose(payout, ops.staff.zhao, said)).rejects.toMatchObject({
      code: 'resolution.evidence_unfit',
      details: { field: 'evidence.reference' },
    });
  });

  it('is not settled where that has the number of another payout’s transfer', async () => {
    const paid = await payingCase(ops, { amounts: [15_000n] });
    const other = await atRest(ops, paid[0]!);
    const payout = await people.givenUp();
    const lineId = await aLine({ transferId: other.railTransferId ?? '' });
    const said = { outcome: 'settled', ...evidenceOf(lineId) } as const;
    await expect(people.propose(payout, ops.staff.zhao, said)).rejects.toMatchObject({
      code: 'resolution.evidence_unfit',
    });
  });

  const SETTLED = { status: 'settled' };
  const LEFT = { outcome: 'settled' } as const;
  const CAME = { outcome: 'failed' } as const;

  it.each<[string, (number: string) => Promise<[string, string]>]>([
    ['line', async () => aLine().then((id) => [id, id])],
    [
      'transfer, told twice',
      async (transferId) => [await aLine({ transferId }), await aLine({ transferId })],
    ],
  ])('is not settled by the same %s as another one', async (_what, stated) => {
    const [one, other] = [await people.givenUp(), await people.givenUp()];
    const [first, second] = await stated(`number of ${one.id}`);
    await people.propose(other, ops.staff.zhao, { ...LEFT, ...evidenceOf(second) });
    await people.resolved(one, { ...LEFT, ...evidenceOf(first) });
    const unfit = { code: 'resolution.evidence_unfit', details: { misfit: 'proves_other' } };
    await expect(people.approve(other, ops.staff.li)).rejects.toMatchObject(unfit);
    await people.approve(other, ops.staff.li, { verdict: 'return' });
    const again = people.propose(other, ops.staff.zhao, { ...LEFT, ...evidenceOf(second) });
    await expect(again).rejects.toMatchObject(unfit);
    await people.propose(other, ops.staff.zhao, LEFT);
    expect(await people.approve(other, ops.staff.li, { number: 2 })).toMatchObject(SETTLED);
  });

  it('is settled by one line once where two are approved at the same moment', async () => {
    const both = [await people.givenUp(), await people.givenUp()];
    const line = evidenceOf(await aLine());
    for (const one of both) await people.propose(one, ops.staff.zhao, { ...LEFT, ...line });
    const ends = await Promise.allSettled(both.map((one) => people.approve(one, ops.staff.li)));
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is not said to be unpaid by money that is in suspense already, nor the other way round', async () => {
    const book = { rail: 'simulated', currency: 'CNY' };
    const breakOf = async (lineId: string): Promise<string> => {
      await ops.get(ReconcileBook).run(book);
      return (await ops.reads.findOneByOrFail(ReconciliationBreakEntity, { lineId })).id;
    };
    const suspend = (breakId: string): Promise<unknown> =>
      ops.transaction((tx) =>
        ops.get(EndBreak).run(tx, ops.staff.zhao, {
          ...{ breakId, how: 'suspense', note: 'Nobody knows whose.', against: '' },
        }),
      );
    const payout = await people.givenUp();
    const unknown = await aLine({ direction: 'in', kind: 'other' });
    await suspend(await breakOf(unknown));
    const said = people.propose(payout, ops.staff.zhao, { ...CAME, ...evidenceOf(unknown) });
    await expect(said).rejects.toMatchObject({ details: { misfit: 'suspense' } });
    const known = await aLine({ direction: 'in', kind: 'other' });
    await people.resolved(payout, { ...CAME, ...evidenceOf(known) });
    await expect(suspend(await breakOf(known))).rejects.toMatchObject({
      code: 'reconciliation.cannot_end_so',
    });
  });

  it('is not settled by the transfer of another one, whatever the evidence', async () => {
    const [one, other] = [await people.givenUp(), await people.givenUp()];
    const said = { ...LEFT, transferId: `transfer of ${one.id}` };
    await people.propose(other, ops.staff.zhao, said);
    await people.resolved(one, said);
    const refused = { code: 'payout.transfer_of_other', details: { field: 'transferId' } };
    await expect(people.approve(other, ops.staff.li)).rejects.toMatchObject(refused);
    await people.approve(other, ops.staff.li, { verdict: 'return' });
    await expect(people.propose(other, ops.staff.zhao, said)).rejects.toMatchObject(refused);
  });

  it('is not settled by a fee or a top-up', async () => {
    const payout = await people.givenUp();
    const said = { ...LEFT, ...evidenceOf(await aLine({ kind: 'top_up' })) };
    await expect(people.propose(payout, ops.staff.zhao, said)).rejects.toMatchObject({
      details: { misfit: 'kind' },
    });
  });

  it('that is not there is refused past the application, too', async () => {
    const payout = await people.givenUp();
    await people.propose(payout, ops.staff.zhao, { outcome: 'failed' });
    const app = await ops.libs.connectAs('ganpei_app');
    await expect(
      app.query(
        `INSERT INTO payout_resolutions SELECT lane, payout_id, 2, outcome, transfer_id, settled_at,
           'statement_line', 'stl_none', note, payout_status, proposed_by, proposed_at
           FROM payout_resolutions WHERE payout_id = $1`,
        [payout.id],
      ),
    ).rejects.toMatchObject({ constraint: 'payout_resolutions_stated' });
  });
});
