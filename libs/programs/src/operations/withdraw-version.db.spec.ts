import { AuditTrail } from '@app/audit';
import { HOUSE_LANE, newId } from '@app/kernel';
import type { Actor } from '@app/platform';

import { addAccount } from '../../../../test/support/accounts';
import { TestLibs, anActor } from '../../../../test/support/test-libs';
import type { ProposedVersion } from '../program-version.queries';
import { ProgramsModule } from '../programs.module';
import { aWrittenVersion } from '../testing/proposed-versions';
import { ApproveVersion } from './approve-version';
import { ProposeVersion } from './propose-version';
import { WithdrawVersion } from './withdraw-version';

describe('withdrawing a proposed version', () => {
  let libs: TestLibs;
  let ops: Actor;
  let zhao: Actor;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [ProgramsModule] });
    ops = await somebody('operator');
    zhao = await somebody('approver');
  });
  afterAll(async () => {
    await libs.stop();
  });

  const somebody = async (role: 'operator' | 'approver'): Promise<Actor> => {
    const actor = anActor(role, newId('usr', HOUSE_LANE));
    await libs.inTransaction((tx) => addAccount(tx, actor));
    return actor;
  };
  const propose = async (version: string): Promise<string> => {
    const written = { ...aWrittenVersion(version), reason: 'Wanted.' };
    const { id } = await libs.inTransaction((tx) => libs.get(ProposeVersion).run(tx, ops, written));
    return id;
  };
  const withdraw = async (versionId: string, actor = ops): Promise<ProposedVersion> =>
    libs.inTransaction((tx) =>
      libs.get(WithdrawVersion).run(tx, actor, { versionId, reason: 'A nought too many.' }),
    );
  const judge = async (versionId: string, verdict: 'approve' | 'return'): Promise<unknown> =>
    libs.inTransaction((tx) =>
      libs.get(ApproveVersion).run(tx, zhao, { versionId, verdict, note: 'As I see it.' }),
    );

  it('ends it, and is told to the auditors with its reason', async () => {
    const id = await propose('0.2.0');
    const { withdrawal } = await withdraw(id);
    expect(withdrawal).toMatchObject({ withdrawnBy: ops.id, reason: 'A nought too many.' });
    for (const verdict of ['approve', 'return'] as const)
      await expect(judge(id, verdict)).rejects.toMatchObject({
        kind: 'conflict',
        code: 'programs.version_withdrawn',
      });
    await expect(withdraw(id)).rejects.toMatchObject({ code: 'programs.version_withdrawn' });
    const records = await libs.get(AuditTrail).of(libs.unitOfWork.reads, HOUSE_LANE, id);
    expect(records.map(({ action, actorId, reason }) => [action, actorId, reason])).toEqual([
      ['program.version_proposed', ops.id, 'Wanted.'],
      ['program.version_withdrawn', ops.id, 'A nought too many.'],
    ]);
  });

  it('is the word of the person who proposed it, with any account of theirs, and nobody else’s', async () => {
    const id = await propose('0.2.0');
    const stranger = await somebody('operator');
    await expect(withdraw(id, stranger)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'programs.not_your_proposal',
    });
    const second = { ...anActor('operator', newId('usr', HOUSE_LANE)), personId: ops.personId };
    await libs.inTransaction((tx) => addAccount(tx, second));
    expect((await withdraw(id, second)).withdrawal?.withdrawnBy).toBe(second.id);
  });

  it('finds nothing under an id that is none', async () => {
    for (const id of ['nothing', 'pgv_01h455vb4pex5vsknk084sn02d'])
      await expect(withdraw(id)).rejects.toMatchObject({ code: 'programs.unknown_version' });
  });

  it('and a verdict at once are one end: the database refuses whichever comes second', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await propose('0.5.0');
      const ends = await Promise.allSettled([withdraw(id), judge(id, 'return')]);
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
    const late = await propose('0.5.0');
    const app = await libs.connectAs('ganpei_app');
    await withdraw(late);
    await expect(
      app.query(
        `INSERT INTO program_version_approvals
           SELECT id, pack_id, version, digest, proposed_by, 'approve', 'note', 'usr_other', now()
             FROM program_versions WHERE id = $1`,
        [late],
      ),
    ).rejects.toMatchObject({ constraint: 'program_versions_not_withdrawn' });
  });

  it.each(['return', 'approve'] as const)('comes too late after a verdict: %s', async (verdict) => {
    const id = await propose('0.9.0');
    await judge(id, verdict);
    await expect(withdraw(id)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'approval.given_already',
    });
  });
});
