import { AuditTrail } from '@app/audit';
import { HOUSE_LANE } from '@app/kernel';
import type { Actor } from '@app/platform';

import { addAccount } from '../../../../test/support/accounts';
import { TestLibs, anActor } from '../../../../test/support/test-libs';
import { PackLibrary } from '../pack-library';
import { ProgramVersionEntity } from '../persistence/program-version.entity';
import { ProgramsModule } from '../programs.module';
import { WALLET, aWrittenVersion } from '../testing/proposed-versions';
import { ProposeVersion } from './propose-version';

describe('proposing a version', () => {
  let libs: TestLibs;
  const ops = anActor('operator');

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [ProgramsModule] });
    await libs.inTransaction((tx) => addAccount(tx, ops));
  });
  afterAll(async () => {
    await libs.stop();
  });

  const propose = async (
    written: { readonly pack: unknown; readonly cases: unknown },
    actor: Actor = ops,
  ): Promise<ProgramVersionEntity> =>
    libs.inTransaction((tx) =>
      libs.get(ProposeVersion).run(tx, actor, { ...written, reason: 'A lower cap.' }),
    );

  it('keeps what was written, its digest and its author, and changes nothing else', async () => {
    const written = aWrittenVersion('0.2.0');
    const { id, digest } = await propose(written);
    const { reads } = libs.unitOfWork;
    const kept = await reads.findOneByOrFail(ProgramVersionEntity, { id });
    expect(kept).toMatchObject({
      packId: WALLET,
      version: '0.2.0',
      pack: written.pack,
      cases: written.cases,
      proposedBy: ops.id,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const [record] = await libs.get(AuditTrail).of(reads, HOUSE_LANE, id);
    expect(record).toMatchObject({
      action: 'program.version_proposed',
      reason: 'A lower cap.',
      facts: { pack: `${WALLET}@0.2.0`, digest },
    });
    await libs.get(PackLibrary).refresh(reads);
    expect(libs.get(PackLibrary).versionsOf(WALLET)).toHaveLength(1);
  });

  it('gives two proposals of the same content the same digest, of other content another', async () => {
    const { pack, cases } = aWrittenVersion('0.2.0');
    const backwards = Object.fromEntries(Object.entries(pack).reverse());
    const digests = [
      (await propose({ pack, cases })).digest,
      (await propose({ pack: backwards, cases })).digest,
      (await propose(aWrittenVersion('0.2.1'))).digest,
    ];
    expect(digests[1]).toBe(digests[0]);
    expect(digests[2]).not.toBe(digests[0]);
  });

  it('is refused with every problem of the pack and its place', async () => {
    const { pack, cases } = aWrittenVersion('0.2.0');
    const spoilt = { ...pack, currency: 'TALER', window: { from: 'payment', within: '3 months' } };
    await expect(propose({ pack: spoilt, cases })).rejects.toMatchObject({
      kind: 'invalid',
      code: 'programs.malformed_pack',
      details: {
        errors: expect.arrayContaining([
          expect.objectContaining({ field: 'pack.window.within' }),
          expect.objectContaining({ field: 'pack.currency' }),
        ]),
      },
    });
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['an empty object', {}],
  ])('is refused when the pack or the cases are %s', async (_, nonsense) => {
    const { pack, cases } = aWrittenVersion('0.2.0');
    await expect(propose({ pack: nonsense, cases })).rejects.toMatchObject({
      code: 'programs.malformed_pack',
    });
    await expect(propose({ pack, cases: nonsense })).rejects.toMatchObject({
      code: 'programs.malformed_cases',
    });
  });

  it('is refused when a case comes out otherwise than it says, by its title', async () => {
    const { pack, cases } = aWrittenVersion('0.2.0');
    const halved = { ...pack, amount: { ...pack.amount, coverageBp: 5_000 } };
    await expect(propose({ pack: halved, cases })).rejects.toMatchObject({
      kind: 'unprocessable',
      code: 'programs.cases_failed',
      details: { field: expect.stringMatching(/^cases\.cases\[\d+\]\.expect\./) },
    });
  });

  it.each([
    ['without a single case', (cases: object) => ({ ...cases, cases: [] }), 'cases.cases'],
    [
      'at a time that is none',
      (cases: object) => ({
        ...cases,
        usual: { ...(cases as { usual: object }).usual, now: 'tomorrow' },
      }),
      'cases.usual.now',
    ],
  ])('is refused with cases %s', async (_, spoilt, field) => {
    const { pack, cases } = aWrittenVersion('0.2.0');
    await expect(propose({ pack, cases: spoilt(cases) })).rejects.toMatchObject({
      code: 'programs.malformed_cases',
      details: { field },
    });
  });

  it('is refused when it begins on a day that has begun', async () => {
    const past = aWrittenVersion('0.2.0', { effective: { from: '2020-01-01', to: null } });
    await expect(propose(past)).rejects.toMatchObject({ code: 'programs.begins_too_soon' });
  });

  it('is refused to somebody who was shut out a moment before', async () => {
    const gone = anActor('operator', 'usr_gone');
    await expect(propose(aWrittenVersion('0.2.0'), gone)).rejects.toMatchObject({
      code: 'auth.account_disabled',
    });
  });

  it('is refused under a number that there is already', async () => {
    await expect(propose(aWrittenVersion('0.1.0'))).rejects.toMatchObject({
      code: 'programs.version_not_newer',
    });
  });
});
