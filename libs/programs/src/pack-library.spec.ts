import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Pack } from './domain/pack';
import { PackLibrary } from './pack-library';
import { readLibrary } from './read-library';
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
  it('knows every scheme, and offers claimants what the installation says', () => {
    const library = readLibrary({ packsDir: null, calendarsFile: null, offered: [WALLET] });
    expect(new Set(library.list().map(({ packId }) => packId)).size).toBe(16);
    expect(library.offeredInForce(beijing('2026-11-20T12:00:00'))).toEqual([wallet]);
    expect(library.offers(WALLET)).toBe(true);
    expect(library.offers('us-reg-e')).toBe(false);
  });

  it.each([
    [[WALLET, 'us-reg-e'], 'CN'],
    [['us-reg-e', WALLET], 'US-FED'],
  ])('that offers %j lets its people work by the calendar of the first: %s', (offered, id) => {
    const library = readLibrary({ packsDir: null, calendarsFile: null, offered });
    expect(library.serviceCalendar().id).toBe(id);
  });

  it.each([
    ['that there is not', 'gb-app'],
    ['that is a draft only', 'eu-psr-impersonation-draft'],
  ])('refuses to offer a programme %s', (_, packId) => {
    const library = PackLibrary.read(PACKS_FOLDER, [WALLET, packId]);
    expect(() => {
      library.requireOffer();
    }).toThrow(`GANPEI_PROGRAMS names "${packId}", which is no programme that can be in force`);
  });

  it('may offer one that is to begin later', () => {
    const next = aVersion('1', { packId: 'next', effective: { from: '2099-01-01', to: null } });
    const library = new PackLibrary([wallet, next], ['next']);
    library.requireOffer();
    expect(library.offeredInForce(beijing('2026-11-20T12:00:00'))).toEqual([]);
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

  it('does not know a version and says which ones there are', () => {
    expect(() => shipped.get(WALLET, '9.9.9')).toThrow(
      `There is no programme "${WALLET}@9.9.9". There are: ${WALLET}@0.1.0.`,
    );
  });

  it('does not know a pack and says which ones there are', () => {
    const library = new PackLibrary([wallet, aVersion('1', { packId: 'our-own' })]);
    expect(() => library.get('gb-app', '0.1.0')).toThrow(
      `There is no programme "gb-app@0.1.0". There are: ${WALLET}, our-own.`,
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

describe('versions that are published while the process runs', () => {
  const next = aVersion('0.2.0', { effective: { from: '2027-01-01', to: null } });
  const versionsIn = (library: PackLibrary): string[] =>
    library.versionsOf(WALLET).map(({ version }) => version);

  it('make another library, and leave the one as it was', () => {
    const library = new PackLibrary([wallet], [WALLET]);
    const more = library.withPacks([next]);
    expect(versionsIn(library)).toEqual(['0.1.0']);
    expect(versionsIn(more)).toEqual(['0.1.0', '0.2.0']);
    expect(more.offeredPackIds()).toEqual([WALLET]);
  });

  it('are taken in, once only, until they are taken back', () => {
    const library = new PackLibrary([wallet], [WALLET]);
    library.include([next]);
    library.include([]);
    expect(versionsIn(library)).toEqual(['0.1.0']);
    library.include([next, wallet]);
    expect(versionsIn(library)).toEqual(['0.1.0', '0.2.0']);
    expect(library.offeredInForce(beijing('2027-01-01T00:00:00'))).toEqual([next]);
  });

  it('are all refused when one contradicts what is there', () => {
    const library = new PackLibrary([wallet]);
    const overlapping = aVersion('0.3.0');
    expect(() => {
      library.include([next, overlapping]);
    }).toThrow(`${WALLET}@0.3.0 $.effective.from: We saw null; the older ${WALLET}@0.2.0 begins`);
    expect(versionsIn(library)).toEqual(['0.1.0']);
  });

  it('are refused when a version would change under the claims that are pinned to it', () => {
    const library = new PackLibrary([wallet]);
    const other = aVersion('0.1.0', { jurisdiction: 'ZZ' });
    expect(() => {
      library.include([other]);
    }).toThrow(`${WALLET}@0.1.0 $.version: There is ${WALLET}@0.1.0 already`);
  });
});

describe('a folder of packs', () => {
  let folder: string;
  let own: string;
  const file = (...parts: string[]): string => join(folder, ...parts);
  const ownFile = (pack: Pack): void => {
    mkdirSync(join(own, pack.packId), { recursive: true });
    writeFileSync(join(own, pack.packId, `${pack.version}.json`), JSON.stringify(pack));
  };
  const read = (packsDir: string): PackLibrary =>
    readLibrary({ packsDir, calendarsFile: null, offered: [WALLET] });
  const later = { effective: { from: '2027-01-01', to: null } };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ganpei-packs-'));
    own = mkdtempSync(join(tmpdir(), 'ganpei-own-packs-'));
    cpSync(PACKS_FOLDER, folder, { recursive: true });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(own, { recursive: true, force: true });
  });

  it('takes one more pack as one more file', () => {
    const next = JSON.stringify(aVersion('0.2.0', later));
    writeFileSync(file(WALLET, '0.2.0.json'), next);
    expect(PackLibrary.read(folder).list()).toHaveLength(shipped.list().length + 1);
  });

  it('is refused as a whole, naming each file, each place and what to do', () => {
    mkdirSync(file('broken'));
    writeFileSync(file('broken', '1.json'), '{ "packId": ');
    writeFileSync(file('broken', '2.json'), '{ "packId": "broken", "packId": "broken" }');
    writeFileSync(
      file(WALLET, '0.2.0.json'),
      JSON.stringify({ ...wallet, version: '0.2.0', window: { from: 'loss', within: '3 months' } }),
    );
    expect(() => PackLibrary.read(folder)).toThrow(
      new RegExp(
        [
          'mend these and start again:',
          `.*broken.1\\.json \\$: .*JSON.*`,
          `.*broken.2\\.json \\$: The key "packId" stands twice in one object.`,
          `.*${WALLET}.0\\.2\\.0\\.json \\$\\.window\\.from: We saw "loss".*`,
          `.*${WALLET}.0\\.2\\.0\\.json \\$\\.window\\.within: We saw "3 months"`,
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

  it('is refused when two of its versions would be in force at once', () => {
    writeFileSync(file(WALLET, '0.2.0.json'), JSON.stringify(aVersion('0.2.0')));
    expect(() => PackLibrary.read(folder)).toThrow(
      join(WALLET, '0.2.0.json $.effective.from: We saw null; the older'),
    );
  });

  it('may stand beside the built-in one, with new packs and new versions', () => {
    ownFile(aVersion('0.2.0', later));
    ownFile(aVersion('1', { packId: 'our-own' }));
    writeFileSync(join(own, 'README.md'), 'Notes are no packs.');
    const library = read(own);
    expect(library.get('our-own', '1').packId).toBe('our-own');
    expect(library.versionsOf(WALLET)).toHaveLength(2);
  });

  it('is followed where it consists of links, as mounted configuration does', () => {
    ownFile(aVersion('1', { packId: 'our-own' }));
    renameSync(join(own, 'our-own'), join(own, '..data'));
    symlinkSync('..data', join(own, 'our-own'));
    expect(read(own).versionsOf('our-own')).toHaveLength(1);
  });

  it('never replaces a version that is built in', () => {
    ownFile({ ...wallet, jurisdiction: 'ZZ' });
    expect(() => read(own)).toThrow(
      `0.1.0.json $.version: There is ${WALLET}@0.1.0 already; a version never changes`,
    );
  });

  it.each([
    ['is empty', ''],
    ['does not exist', 'nowhere'],
  ])('is refused when it %s, because somebody meant it to hold packs', (_, below) => {
    expect(() => read(join(own, below))).toThrow(
      below === '' ? `${own} $: There is no pack in this folder` : 'nowhere $: It cannot be read: ',
    );
  });
});
