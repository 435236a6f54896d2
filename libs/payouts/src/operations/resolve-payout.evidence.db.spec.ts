import { payingCase } from '../../../../test/support/cases';
import { atRest } from '../../../../test/support/payout-steps';
import { Resolutions } from '../../../../test/support/resolution-steps';
import { csvStatement, takeStatement } from '../../../../test/support/statement-steps';
import type { CsvLine } from '../../../../test/support/statement-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { ReconcileBook } from '../reconciliation/operations/reconcile-book';
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

  it('is not settled where that was matched with another payout meanwhile', async () => {
    const paid = await payingCase(ops, { amounts: [15_000n] });
    const other = await atRest(ops, paid[0]!);
    const payout = await people.givenUp();
    const lineId = await aLine({ transferId: other.railTransferId ?? '' });
    await people.propose(payout, ops.staff.zhao, { outcome: 'settled', ...evidenceOf(lineId) });
    await ops.get(ReconcileBook).run({ rail: 'simulated', currency: 'CNY' });
    await expect(people.approve(payout, ops.staff.li)).rejects.toMatchObject({
      code: 'resolution.evidence_unfit',
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
