import {
  BRITISH_PACK,
  aCounterparty,
  paidBritishCase,
  recoveriesOf,
} from '../../../../test/support/recovery-steps';
import { paidCase } from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';
import { UnsplitClaimEntity } from '../persistence/unsplit-claim.entity';
import { openRecoveriesJob } from '../recoveries.jobs';
import { OpenRecoveries } from './open-recoveries';

describe('the split of a claim that was paid', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    const offered = ['cn-wallet-theft-guarantee', BRITISH_PACK];
    const programs = { packsDir: null, calendarsFile: null, offered };
    ops = await TestOperations.start({ config: { programs } });
  });
  afterAll(async () => {
    await ops.stop();
  });

  const open = (claimId: string): Promise<void> => ops.get(OpenRecoveries).run({ claimId });

  it('is noted by the database, and found by the sweep until it was looked at', async () => {
    const claim = await paidBritishCase(ops);
    const find = (): Promise<unknown> => openRecoveriesJob.findDue(ops.reads, ops.clock.now(), 10);
    expect(await find()).toContainEqual({ claimId: claim.id });
    await open(claim.id);
    expect(await find()).not.toContainEqual({ claimId: claim.id });
  });

  it('becomes a recovery of each other party, once, however often it is looked at', async () => {
    const claim = await paidBritishCase(ops);
    await Promise.all([open(claim.id), open(claim.id)]);
    await ops.transaction((tx) =>
      tx.insert(UnsplitClaimEntity, {
        ...{ lane: claim.lane, claimId: claim.id, since: ops.clock.now() },
      }),
    );
    await open(claim.id);
    expect(await recoveriesOf(ops, claim)).toMatchObject([
      {
        ...{ kind: 'institution', party: 'payee_psp', status: 'open', requestedMinor: 495_000n },
        ...{ counterpartyId: null, agreedMinor: null, dueAt: null, decisionId: claim.decisionId },
      },
    ]);
    expect(await ops.broken()).toEqual([]);
  });

  it('names the counterparty that the pack means where nobody says otherwise', async () => {
    const bank = await aCounterparty(ops, 'institution', 'payee_psp');
    const claim = await paidBritishCase(ops);
    await open(claim.id);
    expect(await recoveriesOf(ops, claim)).toMatchObject([{ counterpartyId: bank.id }]);
  });

  it('gives rise to nothing where the house bears all', async () => {
    const claim = await paidCase(ops);
    expect(claim.status).toBe('paid');
    await open(claim.id);
    expect(await recoveriesOf(ops, claim)).toEqual([]);
  });
});
