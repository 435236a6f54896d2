import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TestLibs, newInstallation, removeInstallation } from '../../../../test/support/test-libs';
import type { Installation } from '../../../../test/support/test-libs';
import type { Pack } from '../domain/pack';
import { PackLibrary } from '../pack-library';
import { pinnedFaults, pinnedVersions } from '../pinned-versions';
import { ProgramsModule } from '../programs.module';
import { PACKS_FOLDER } from '../read-pack-folder';
import { PinVersion } from './pin-version';

const BUILT_IN = PackLibrary.read(PACKS_FOLDER).get('cn-wallet-theft-guarantee', '0.1.0');
const OWN = { ...BUILT_IN, packId: 'house-guarantee' };
const offered = ['cn-wallet-theft-guarantee'];

describe('a version that claims were filed under', () => {
  let installation: Installation;
  let packsDir: string;

  beforeEach(async () => {
    installation = await newInstallation();
    packsDir = await mkdtemp(join(tmpdir(), 'ganpei-packs-'));
    await write(OWN);
  });
  afterEach(async () => {
    await removeInstallation(installation);
    await rm(packsDir, { recursive: true });
  });

  async function write(pack: Pack): Promise<void> {
    await mkdir(join(packsDir, pack.packId), { recursive: true });
    await writeFile(join(packsDir, pack.packId, `${pack.version}.json`), JSON.stringify(pack));
  }

  const start = async (folder: string | null = packsDir): Promise<TestLibs> =>
    TestLibs.start({
      installation,
      imports: [ProgramsModule],
      config: { programs: { packsDir: folder, calendarsFile: null, offered } },
    });

  /** Files as it were a claim under our own pack, and stops. */
  const pinned = async (): Promise<void> => {
    const libs = await start();
    await libs.inTransaction((tx) => libs.get(PinVersion).run(tx, OWN));
    await libs.stop();
  };

  it('is kept by its fingerprint once, however often and at once it is pinned', async () => {
    const libs = await start();
    const pin = (): Promise<void> => libs.inTransaction((tx) => libs.get(PinVersion).run(tx, OWN));
    await Promise.all([pin(), pin(), pin()]);
    await pin();
    const kept = await pinnedVersions(libs.unitOfWork.reads);
    expect(kept).toEqual([
      { packId: 'house-guarantee', version: '0.1.0', digest: expect.stringMatching(/^\w{64}$/) },
    ]);
    expect(pinnedFaults(kept, [OWN])).toEqual([]);
    await libs.stop();
  });

  it('is not pinned by a claim that was not filed after all', async () => {
    const libs = await start();
    const attempt = libs.inTransaction(async (tx) => {
      await libs.get(PinVersion).run(tx, OWN);
      throw new Error('The payment is exhausted.');
    });
    await expect(attempt).rejects.toThrow('exhausted');
    expect(await pinnedVersions(libs.unitOfWork.reads)).toEqual([]);
    await libs.inTransaction((tx) => libs.get(PinVersion).run(tx, OWN));
    expect(await pinnedVersions(libs.unitOfWork.reads)).toHaveLength(1);
    await libs.stop();
  });

  it('is found again at the next start', async () => {
    await pinned();
    const libs = await start();
    expect(libs.get(PackLibrary).get('house-guarantee', '0.1.0')).toEqual(OWN);
    await libs.stop();
  });

  it('stops the start when its file is gone', async () => {
    await pinned();
    await expect(start(null)).rejects.toMatchObject({
      code: 'programs.pinned_pack_lost',
      message: expect.stringContaining('house-guarantee@0.1.0 is gone') as string,
    });
  });

  it('stops the start when its file was edited, be it a clock only', async () => {
    await pinned();
    const [first, ...others] = OWN.clocks;
    await write({ ...OWN, clocks: [{ ...first!, within: '3H' }, ...others] });
    await expect(start()).rejects.toMatchObject({
      code: 'programs.pinned_pack_lost',
      message: expect.stringContaining('house-guarantee@0.1.0 is not what it was') as string,
    });
  });

  it('takes no claim under another content of itself', async () => {
    await pinned();
    const libs = await start();
    const edited = { ...OWN, name: { en: 'Another', 'zh-CN': '另一个' } };
    await expect(
      libs.inTransaction((tx) => libs.get(PinVersion).run(tx, edited)),
    ).rejects.toMatchObject({ code: 'programs.pinned_pack_lost' });
    await libs.stop();
  });
});
