import type { Client } from 'pg';

import { AuditTrail } from '@app/audit';
import { HOUSE_LANE, newId } from '@app/kernel';
import type { Actor } from '@app/platform';

import { addAccount } from '../../../../test/support/accounts';
import { TestLibs, anActor } from '../../../../test/support/test-libs';
import type { Pack } from '../domain/pack';
import { PackLibrary } from '../pack-library';
import type { ProposedVersion } from '../program-version.queries';
import { ProgramsModule } from '../programs.module';
import { WALLET, aWrittenVersion } from '../testing/proposed-versions';
import { ApproveVersion } from './approve-version';
import { ProposeVersion } from './propose-version';

describe('approving a version', () => {
  let libs: TestLibs;
  let other: TestLibs;
  let app: Client;
  let ops: Actor;
  let zhao: Actor;

  beforeEach(async () => {
    libs = await TestLibs.start({ imports: [ProgramsModule] });
    const { database, stateDir } = libs;
    other = await TestLibs.start({
      installation: { database, stateDir },
      imports: [ProgramsModule],
    });
    app = await libs.connectAs('ganpei_app');
    ops = await somebody('operator');
    zhao = await somebody('approver');
  });
  afterEach(async () => {
    await other.stop();
    await libs.stop();
  });

  const somebody = async (role: 'operator' | 'approver'): Promise<Actor> => {
    const actor = anActor(role, newId('usr', HOUSE_LANE));
    await libs.inTransaction((tx) => addAccount(tx, actor));
    return actor;
  };
  const propose = async (version: string, changes: Partial<Pack> = {}): Promise<string> => {
    const written = { ...aWrittenVersion(version, changes), reason: 'Wanted.' };
    const { id } = await libs.inTransaction((tx) => libs.get(ProposeVersion).run(tx, ops, written));
    return id;
  };
  const judge = async (
    versionId: string,
    actor: Actor,
    verdict: 'approve' | 'return' = 'approve',
  ): Promise<ProposedVersion> =>
    libs.inTransaction((tx) =>
      libs.get(ApproveVersion).run(tx, actor, { versionId, verdict, note: 'As I see it.' }),
    );
  /** As if the grammar had changed since it was proposed. */
  const spoil = async (id: string): Promise<void> => {
    const owner = await libs.connectAs(null);
    await owner.query(`SET session_replication_role = replica`);
    await owner.query(
      `UPDATE program_versions SET pack = jsonb_set(pack, '{clocks}', '"none"') WHERE id = $1`,
      [id],
    );
    await owner.query(`SET session_replication_role = origin`);
  };
  /** By the calendar of the pack: after 2 days it has not begun a day from now, but soon after. */
  const dayFromNow = (days: number): string =>
    new Date(libs.clock.now().getTime() + days * DAY_MS + BEIJING_MS).toISOString().slice(0, 10);
  const known = async (process: TestLibs): Promise<string[]> => {
    const packs = process.get(PackLibrary);
    await packs.refresh(process.unitOfWork.reads);
    return packs.versionsOf(WALLET).map(({ version }) => version);
  };

  it('publishes it to every process at once, without a restart', async () => {
    const id = await propose('0.2.0');
    expect([await known(libs), await known(other)]).toEqual([['0.1.0'], ['0.1.0']]);
    await judge(id, zhao);
    const pin = { packId: WALLET, packVersion: '0.2.0' };
    const pinned = await other.get(PackLibrary).pinned(other.unitOfWork.reads, pin);
    expect(pinned.version).toBe('0.2.0');
    expect(await known(libs)).toEqual(['0.1.0', '0.2.0']);
    const { database, stateDir } = libs;
    const restarted = await TestLibs.start({
      installation: { database, stateDir },
      imports: [ProgramsModule],
    });
    const versions = restarted.get(PackLibrary).versionsOf(WALLET);
    await restarted.stop();
    expect(versions.map(({ version }) => version)).toEqual(['0.1.0', '0.2.0']);
  });

  it('is in force from its day on, and not a day sooner', async () => {
    await judge(await propose('0.2.0'), zhao);
    await known(libs);
    const inForce = (date: string): string =>
      libs.get(PackLibrary).inForce(WALLET, new Date(date)).version;
    expect(inForce('2098-12-31T12:00:00+08:00')).toBe('0.1.0');
    expect(inForce('2099-01-01T12:00:00+08:00')).toBe('0.2.0');
  });

  it('is told to the auditors, with the digest that it is bound to', async () => {
    const id = await propose('0.2.0');
    const { version, approval } = await judge(id, zhao);
    expect(approval).toMatchObject({ digest: version.digest, approverId: zhao.id });
    const records = await libs.get(AuditTrail).of(libs.unitOfWork.reads, HOUSE_LANE, id);
    expect(records.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['program.version_proposed', ops.id],
      ['program.version_published', zhao.id],
    ]);
  });

  it('is refused to whoever proposed it', async () => {
    const id = await propose('0.2.0');
    await expect(judge(id, ops)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'approval.own_hand',
    });
    await expect(judge(id, ops, 'return')).rejects.toMatchObject({ code: 'approval.own_hand' });
    const secondAccount = { ...zhao, personId: ops.personId };
    await expect(judge(id, secondAccount)).rejects.toMatchObject({ code: 'approval.own_hand' });
    expect(await known(libs)).toEqual(['0.1.0']);
  });

  it('happens once: a second approval is refused, whoever gives it', async () => {
    const id = await propose('0.2.0');
    await judge(id, zhao);
    await expect(judge(id, await somebody('operator'))).rejects.toMatchObject({
      code: 'approval.given_already',
    });
  });

  it('or returning ends a proposal; the mended one may have the same number', async () => {
    const id = await propose('0.2.0');
    await judge(id, zhao, 'return');
    for (const verdict of ['approve', 'return'] as const) {
      await expect(judge(id, zhao, verdict)).rejects.toMatchObject({
        code: 'approval.given_already',
      });
    }
    expect(await known(libs)).toEqual(['0.1.0']);
    await judge(await propose('0.2.0'), zhao);
    expect(await known(libs)).toEqual(['0.1.0', '0.2.0']);
  });

  it('is refused once another version of that number, or a newer one, is published', async () => {
    const twins = [await propose('0.2.0'), await propose('0.2.0')];
    const [newer, older] = [
      await propose('0.4.0', { effective: { from: '2099-02-01', to: null } }),
      await propose('0.3.0', { effective: { from: '2099-01-15', to: null } }),
    ];
    await judge(twins[0] ?? '', zhao);
    await judge(newer, zhao);
    for (const id of [twins[1] ?? '', older]) {
      await expect(judge(id, zhao)).rejects.toMatchObject({ code: 'programs.version_not_newer' });
    }
    expect(await known(other)).toEqual(['0.1.0', '0.2.0', '0.4.0']);
  });

  it('is done once when several people do it at the same moment', async () => {
    const id = await propose('0.2.0');
    const approvers = await Promise.all([1, 2, 3, 4].map(() => somebody('approver')));
    const outcomes = await Promise.allSettled(approvers.map((approver) => judge(id, approver)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const twins = [await propose('0.3.0', LATER), await propose('0.3.0', LATER)];
    const races = await Promise.allSettled(twins.map((twin) => judge(twin, zhao)));
    expect(races.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await known(other)).toEqual(['0.1.0', '0.2.0', '0.3.0']);
  });

  it('can be taken back until its day begins, and then no more', async () => {
    const effective = { from: dayFromNow(2), to: null };
    const [first, second] = [await propose('0.2.0', { effective }), await propose('0.3.0', LATER)];
    for (const id of [first, second]) await judge(id, zhao);
    expect(await known(other)).toEqual(['0.1.0', '0.2.0', '0.3.0']);
    const { approval } = await judge(second, await somebody('approver'), 'return');
    expect(approval?.verdict).toBe('return');
    expect([await known(libs), await known(other)]).toEqual([
      ['0.1.0', '0.2.0'],
      ['0.1.0', '0.2.0'],
    ]);
    libs.clock.moveOn(2 * DAY_MS);
    await expect(judge(first, zhao, 'return')).rejects.toMatchObject({
      code: 'programs.in_force_already',
    });
  });

  it('is refused to somebody whose role was taken away a moment before', async () => {
    const id = await propose('0.2.0');
    const gone = anActor('approver', newId('usr', HOUSE_LANE));
    await expect(judge(id, gone)).rejects.toMatchObject({ code: 'auth.account_disabled' });
  });

  it('is refused when its first day is near, because it lay there', async () => {
    const id = await propose('0.2.0', { effective: { from: dayFromNow(2), to: null } });
    libs.clock.moveOn(DAY_MS);
    await expect(judge(id, zhao)).rejects.toMatchObject({ code: 'programs.begins_too_soon' });
    expect((await judge(id, zhao, 'return')).approval?.verdict).toBe('return');
  });

  it('is refused for what cannot be read any more, and may be returned', async () => {
    const id = await propose('0.2.0');
    await spoil(id);
    await expect(judge(id, zhao)).rejects.toMatchObject({
      kind: 'invalid',
      code: 'programs.malformed_pack',
      details: { field: 'pack.clocks' },
    });
    expect((await judge(id, zhao, 'return')).approval?.verdict).toBe('return');
    expect(await known(other)).toEqual(['0.1.0']);
  });

  it('finds nothing under an id that is none', async () => {
    for (const id of [
      'nothing',
      'pgv_01h455vb4pex5vsknk084sn02d',
      'dec_01h455vb4pex5vsknk084sn02d',
    ])
      await expect(judge(id, zhao)).rejects.toMatchObject({ code: 'programs.unknown_version' });
  });

  describe('behind the application', () => {
    const insert = `INSERT INTO program_version_approvals
      SELECT id, pack_id, version, digest, proposed_by, 'approve', 'note', 'usr_other', now()
        FROM program_versions WHERE id = $1`;

    it.each([
      ['the proposer', `'usr_other'`, 'proposed_by', 'program_version_approvals_other_eyes'],
      ['other content', 'digest', `'0000'`, 'program_version_approvals_content_fk'],
      ['another number', 'version', `'9.9.9'`, 'program_version_approvals_content_fk'],
      ['another proposer', 'proposed_by', `'usr_x'`, 'program_version_approvals_content_fk'],
    ])('the database refuses a verdict of %s', async (_, column, planted, constraint) => {
      const id = await propose('0.2.0');
      const [before, after] = insert.split('FROM');
      const sql = `${before!.replace(`, ${column},`, `, ${planted},`)}FROM${after!}`;
      await expect(app.query(sql, [id])).rejects.toMatchObject({ constraint });
      await expect(app.query(insert, [id])).resolves.toMatchObject({ rowCount: 1 });
    });

    it('the database refuses a second publication of one version', async () => {
      const [one, two] = [await propose('0.2.0'), await propose('0.2.0')];
      await app.query(insert, [one]);
      await expect(app.query(insert, [one])).rejects.toMatchObject({
        constraint: 'program_version_approvals_pk',
      });
      await expect(app.query(insert, [two])).rejects.toMatchObject({
        constraint: 'program_version_approvals_published_idx',
      });
    });
  });

  it('leaves a process with all that it knew when what was published cannot be read', async () => {
    const id = await propose('0.2.0');
    await judge(id, zhao);
    await spoil(id);
    const packs = other.get(PackLibrary);
    await expect(packs.refresh(other.unitOfWork.reads)).rejects.toMatchObject({
      code: 'programs.malformed_pack',
    });
    expect(packs.versionsOf(WALLET).map(({ version }) => version)).toEqual(['0.1.0']);
  });
});

const DAY_MS = 86_400_000;
const BEIJING_MS = 8 * 3_600_000;
const LATER: Partial<Pack> = { effective: { from: '2099-03-01', to: null } };
