import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Test } from '@nestjs/testing';

import type { Pack } from './domain/pack';
import { PackLibrary } from './pack-library';
import { ProgramsModule } from './programs.module';
import { PACKS_FOLDER } from './read-pack-folder';

const WALLET = 'cn-wallet-theft-guarantee';
const shipped = PackLibrary.read(PACKS_FOLDER);
const wallet = shipped.get(WALLET, '0.1.0');
const aVersion = (version: string, changes: Partial<Pack> = {}): Pack => ({
  ...wallet,
  version,
  ...changes,
});
const beijing = (text: string): Date => new Date(`${text}+08:00`);

describe('the library of packs', () => {
  it('is read when the process starts', async () => {
    const module = await Test.createTestingModule({ imports: [ProgramsModule] }).compile();
    expect(
      module
        .get(PackLibrary)
        .list()
        .map(({ packId }) => packId),
    ).toContain(WALLET);
    await module.close();
  });

  it('lists versions number by number, not letter by letter', () => {
    const versions = ['0.10.0', '0.9.0', '1', '0.9'].map((version) => aVersion(version));
    expect(new PackLibrary(versions).list().map(({ version }) => version)).toEqual([
      '0.9.0',
      '0.9',
      '0.10.0',
      '1',
    ]);
  });

  it('gives the very version that a claim is pinned to', () => {
    const library = new PackLibrary([aVersion('0.1.0'), aVersion('0.2.0')]);
    expect(library.get(WALLET, '0.1.0').version).toBe('0.1.0');
  });

  it.each([
    [WALLET, '9.9.9'],
    ['gb-app', '0.1.0'],
  ])('does not know %s@%s and says what there is', (packId, version) => {
    expect(() => shipped.get(packId, version)).toThrow(
      `There is no programme "${packId}@${version}". There are: ${WALLET}@0.1.0`,
    );
  });

  describe('picks the version in force', () => {
    const first = aVersion('1.0.0', { effective: { from: '2026-01-01', to: '2026-06-30' } });
    const second = aVersion('2.0.0', { effective: { from: '2026-07-01', to: null } });
    const library = new PackLibrary([second, first]);

    it.each([
      ['2026-01-01T00:00:00', '1.0.0'],
      ['2026-06-30T23:59:59', '1.0.0'],
      ['2026-07-01T00:00:00', '2.0.0'],
      ['2099-01-01T00:00:00', '2.0.0'],
    ])('on %s in Beijing: %s', (date, version) => {
      expect(library.inForce(WALLET, beijing(date)).version).toBe(version);
    });

    it('by the date of the payment or of the filing, as the version says', () => {
      const dates = {
        paidAt: beijing('2026-06-01T12:00:00'),
        filedAt: beijing('2026-07-15T12:00:00'),
      };
      expect(library.inForceForClaim(WALLET, dates).version).toBe('1.0.0');
      const byFiling = new PackLibrary(
        [first, second].map((pack) => ({ ...pack, appliesBy: 'claim_date' })),
      );
      expect(byFiling.inForceForClaim(WALLET, dates).version).toBe('2.0.0');
    });

    it('and of two that would do the newest', () => {
      const both = new PackLibrary([aVersion('0.9.0'), aVersion('0.10.0')]);
      expect(both.inForce(WALLET, beijing('2026-01-01T00:00:00')).version).toBe('0.10.0');
    });

    it('but never a draft', () => {
      const draft = new PackLibrary([aVersion('0.1.0'), aVersion('0.2.0', { status: 'draft' })]);
      expect(draft.inForce(WALLET, beijing('2026-01-01T00:00:00')).version).toBe('0.1.0');
    });

    it('and shows the public only what is promised that day', () => {
      const versions = (date: string): string[] =>
        library.allInForce(beijing(date)).map(({ version }) => version);
      expect(versions('2025-12-31T23:59:59')).toEqual([]);
      expect(versions('2026-06-30T12:00:00')).toEqual(['1.0.0']);
      expect(versions('2026-07-01T12:00:00')).toEqual(['2.0.0']);
    });

    it('or says that there is none', () => {
      expect(() => library.inForce(WALLET, beijing('2025-12-31T23:59:59'))).toThrow(
        `No version of ${WALLET} was in force`,
      );
      expect(() => library.inForce('gb-app', beijing('2026-01-01T00:00:00'))).toThrow(
        'There is no programme "gb-app"',
      );
    });
  });
});

describe('a folder of packs', () => {
  let folder: string;
  const file = (...parts: string[]): string => join(folder, ...parts);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ganpei-packs-'));
    cpSync(PACKS_FOLDER, folder, { recursive: true });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes one more pack as one more file', () => {
    const next = JSON.stringify({ ...wallet, version: '0.2.0' });
    writeFileSync(file(WALLET, '0.2.0.json'), next);
    expect(PackLibrary.read(folder).list()).toHaveLength(shipped.list().length + 1);
  });

  it('is refused as a whole, naming each file, each place and what to do', () => {
    mkdirSync(file('broken'));
    writeFileSync(file('broken', '1.json'), '{ "packId": ');
    writeFileSync(
      file(WALLET, '0.2.0.json'),
      JSON.stringify({ ...wallet, version: '0.2.0', window: { from: 'loss', within: '3 months' } }),
    );
    expect(() => PackLibrary.read(folder)).toThrow(
      new RegExp(
        [
          'mend these and start again:',
          `broken.1\\.json \\$: .*JSON.*`,
          `${WALLET}.0\\.2\\.0\\.json \\$\\.window\\.within: We saw "3 months"`,
        ].join('\\n'),
      ),
    );
  });

  it('is refused when a file does not say what its place says', () => {
    renameSync(file(WALLET, '0.1.0.json'), file(WALLET, '0.1.1.json'));
    expect(() => PackLibrary.read(folder)).toThrow(
      '$.version: The file says "0.1.0", its place says "0.1.1"',
    );
  });

  it('is refused when it is empty, because the build has forgotten it', () => {
    rmSync(file(WALLET), { recursive: true });
    expect(() => PackLibrary.read(folder)).toThrow('There is no pack in');
  });
});
