import type { Client } from 'pg';

import { ClaimsModule } from '@app/claims';
import { newId } from '@app/kernel';
import { OperationEntity } from '@app/platform';
import type { AssessmentFacts, ComparisonResult } from '@app/programs';

import { aLine, theFacts } from '../../../programs/src/domain/testing/sample-facts';
import { TestLibs, anActor } from '../../../../test/support/test-libs';
import { ReportsModule } from '../reports.module';
import { comparePacksJob } from '../reports.jobs';
import { RunComparison } from './run-comparison';
import { StartComparison } from './start-comparison';
import type { ComparisonInput } from './start-comparison';

const WALLET = { packId: 'cn-wallet-theft-guarantee', version: '0.1.0' };
const OTHER = { packId: 'cn-account-safety-insurance', version: '0.1.0' };

interface PlantedClaim {
  readonly packId?: string;
  readonly status?: string;
  readonly filedAt?: string;
  /** One assessment after the other. */
  readonly facts?: readonly object[];
}

describe('a comparison over the claims of an installation', () => {
  let libs: TestLibs;
  let owner: Client;
  let planted = 0;

  beforeEach(async () => {
    libs = await TestLibs.start({ imports: [ClaimsModule, ReportsModule] });
    owner = await libs.connectAs(null);
    await owner.query('SET session_replication_role = replica');
  });
  afterEach(async () => {
    await libs.stop();
  });

  /** A claim and its assessments, past all code of ours: only what a comparison reads is right. */
  const plant = async (claim: PlantedClaim = {}): Promise<string> => {
    planted += 1;
    const lane = planted % 64;
    const id = newId('clm', lane);
    const reference = `CLM-${String(planted)}`;
    await owner.query(
      `INSERT INTO claims (lane, id, reference, claimant_party_id, filed_by, loss_type, pack_id,
          pack_version, narrative, discovered_at, payout_method, currency, claimed_minor,
          reserve_minor, status, next_step, next_by, next_due_at, unowned_since, version, filed_at,
          updated_at)
        VALUES ($1, $2, $3, 'u_1001', 'usr', 'account_theft', $4, '0.1.0', 'secret', now(), '{}',
          'CNY', 1, 0, $5, 'review', 'reviewer', now(), now(), 1, $6, now())`,
      [
        lane,
        id,
        reference,
        claim.packId ?? WALLET.packId,
        claim.status ?? 'in_review',
        claim.filedAt ?? '2026-11-20T02:00:00Z',
      ],
    );
    for (const [index, facts] of (claim.facts ?? [theFacts()]).entries()) {
      await owner.query(
        `INSERT INTO assessments (lane, id, claim_id, number, pack_id, pack_version, facts, result, assessed_at)
          VALUES ($1, $2, $3, $4, 'x', 'x', $5, '{}', now())`,
        [lane, newId('ast', lane), id, index + 1, JSON.stringify(facts)],
      );
    }
    return reference;
  };
  const losing = (amountMinor: string): AssessmentFacts =>
    theFacts({ lines: [aLine({ amountMinor, paymentAmountMinor: amountMinor })] });

  const compare = async (wish: Partial<ComparisonInput> = {}): Promise<OperationEntity> => {
    const input = { a: WALLET, b: WALLET, from: null, to: null, ...wish };
    const { id } = await libs.inTransaction((tx) =>
      libs.get(StartComparison).run(tx, anActor('operator'), input),
    );
    await libs.get(RunComparison).run({ operationId: id });
    return libs.unitOfWork.reads.findOneByOrFail(OperationEntity, { id });
  };
  const resultOf = (operation: OperationEntity): ComparisonResult =>
    operation.result as unknown as ComparisonResult;

  it('counts every claim once, however many reads it takes', async () => {
    for (let left = 450; left > 0; left -= 1) await plant();
    const operation = await compare();
    expect(operation).toMatchObject({
      kind: 'programs.compare',
      status: 'succeeded',
      phase: 'finished',
      done: 450n,
      total: 450n,
      unit: 'claims',
    });
    expect(resultOf(operation)).toMatchObject({ claims: 450, paid: { same: 450 } });
  }, 60_000);

  it('goes by the newest assessment, and passes over claims that have none', async () => {
    await plant({ facts: [losing('100'), losing('300'), losing('200')] });
    await plant({ facts: [] });
    expect(resultOf(await compare())).toMatchObject({
      claims: 1,
      totals: [{ awardAMinor: '200' }],
    });
  });

  it('sets reserves aside for claims without a final decision only', async () => {
    for (const status of ['received', 'awaiting_approval', 'approved', 'paid', 'denied']) {
      await plant({ status, facts: [losing('100')] });
    }
    const [total] = resultOf(await compare()).totals;
    expect(total).toMatchObject({ claims: 5, awardAMinor: '500', reserveAMinor: '200' });
  });

  it('looks at the claims of these two guarantees and of this span of time', async () => {
    const mine = await plant({ facts: [losing('500')] });
    await plant({ packId: 'another-guarantee' });
    await plant({ filedAt: '2026-10-31T23:59:59Z' });
    await plant({ filedAt: '2026-12-01T00:00:00Z' });
    const span = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-12-01T00:00:00Z') };
    const { claims, largest } = resultOf(await compare({ b: OTHER, ...span }));
    expect([claims, largest.map(({ reference }) => reference)]).toEqual([1, [mine]]);
  });

  it('counts facts that no pack can read, and does not repeat what stands in them', async () => {
    const reference = await plant({ facts: [{ ...theFacts(), filedAt: 'a secret' }] });
    await plant();
    const operation = await compare();
    expect(resultOf(operation)).toMatchObject({
      claims: 1,
      refused: { byA: 1, byB: 1, examples: [{ reference, a: 'filedAt', b: 'filedAt' }] },
    });
    expect(JSON.stringify(operation.result)).not.toContain('secret');
  });

  it('done twice, also at once, is one result', async () => {
    await plant();
    const { id, updatedAt } = await compare();
    await libs.get(RunComparison).run({ operationId: id });
    const again = await libs.unitOfWork.reads.findOneByOrFail(OperationEntity, { id });
    expect(again.updatedAt).toEqual(updatedAt);
    const started = await libs.inTransaction((tx) =>
      libs.get(StartComparison).run(tx, anActor('operator'), {
        a: WALLET,
        b: OTHER,
        from: null,
        to: null,
      }),
    );
    const run = (): Promise<void> => libs.get(RunComparison).run({ operationId: started.id });
    await Promise.all([run(), run(), run()]);
    const ended = await libs.unitOfWork.reads.findOneByOrFail(OperationEntity, { id: started.id });
    expect(ended).toMatchObject({ status: 'succeeded', result: { claims: 1 } });
  });

  it('is found by the sweep when its job was lost, until it is over', async () => {
    const { reads } = libs.unitOfWork;
    const { id } = await libs.inTransaction((tx) =>
      libs.get(StartComparison).run(tx, anActor('operator'), {
        a: WALLET,
        b: WALLET,
        from: null,
        to: null,
      }),
    );
    const due = async (): Promise<unknown> => comparePacksJob.findDue(reads, libs.clock.now(), 10);
    expect(await due()).toEqual([]);
    libs.clock.moveOn(61_000);
    expect(await due()).toEqual([{ operationId: id }]);
    await libs.get(RunComparison).run({ operationId: id });
    libs.clock.moveOn(61_000);
    expect(await due()).toEqual([]);
  });
});
