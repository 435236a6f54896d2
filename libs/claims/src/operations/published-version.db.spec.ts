import { HOUSE_LANE, newId } from '@app/kernel';
import { SYSTEM } from '@app/platform';
import { ApproveVersion, PackLibrary, ProposeVersion } from '@app/programs';

import { addAccount } from '../../../../test/support/accounts';
import { aClaimant, aFiling, aPaymentOf } from '../../../../test/support/cases';
import { TestLibs, anActor } from '../../../../test/support/test-libs';
import { TestOperations } from '../../../../test/support/test-operations';
import { aWrittenVersion } from '../../../programs/src/testing/proposed-versions';
import { ClaimsModule } from '../claims.module';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { FileClaim } from './file-claim';

const DAY_MS = 86_400_000;

describe('a version that another process has published', () => {
  let ops: TestOperations;
  let publisher: TestLibs;
  let bystander: TestLibs;

  beforeAll(async () => {
    ops = await TestOperations.start();
    const installation = { database: ops.libs.database, stateDir: ops.libs.stateDir };
    publisher = await TestLibs.start({ installation, imports: [ClaimsModule] });
    bystander = await TestLibs.start({ installation, imports: [ClaimsModule] });
  });
  afterAll(async () => {
    await bystander.stop();
    await publisher.stop();
    await ops.stop();
  });

  /** In force soon: a day or more lies between, wherever the day begins. */
  async function publish(version: string): Promise<void> {
    const soon = new Date(ops.clock.now().getTime() + 3 * DAY_MS).toISOString().slice(0, 10);
    const written = aWrittenVersion(version, { effective: { from: soon, to: null } });
    const people = [anActor('operator'), anActor('approver', newId('usr', HOUSE_LANE))] as const;
    await publisher.inTransaction(async (tx) => {
      for (const person of people) await addAccount(tx, person);
      const { id } = await publisher
        .get(ProposeVersion)
        .run(tx, people[0], { ...written, reason: 'Wanted.' });
      const verdict = { versionId: id, verdict: 'approve', note: 'Agreed.' } as const;
      await publisher.get(ApproveVersion).run(tx, people[1], verdict);
    });
  }

  async function filed(): Promise<ClaimEntity> {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant);
    const filing = aFiling(ops, [{ payment }]);
    return ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, filing));
  }

  it('covers new claims from its day on, and is found by processes that never heard of it', async () => {
    const versions = (process: Pick<TestLibs, 'get'>): string[] =>
      process
        .get(PackLibrary)
        .versionsOf('cn-wallet-theft-guarantee')
        .map(({ version }) => version);
    await publish('0.2.0');
    expect((await filed()).packVersion).toBe('0.1.0');
    ops.clock.moveOn(5 * DAY_MS);
    bystander.clock.moveOn(5 * DAY_MS);
    const claim = await filed();
    expect(claim.packVersion).toBe('0.2.0');

    expect(versions(bystander)).toEqual(['0.1.0']);
    await bystander.inTransaction(async (tx) => {
      const changeClaim = bystander.get(ChangeClaim);
      const locked = await changeClaim.lock(tx, claim.id);
      const asked = { actor: SYSTEM, command: 'assess', to: 'assessing' } as const;
      await changeClaim.apply(tx, locked, asked);
    });
    expect(versions(bystander)).toEqual(['0.1.0', '0.2.0']);
  });
});
