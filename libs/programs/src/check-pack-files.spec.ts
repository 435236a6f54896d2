import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { checkPackFiles } from './check-pack-files';
import { PACKS_FOLDER } from './read-pack-folder';
import { WALLET, aWrittenVersion } from './testing/proposed-versions';

describe('the check of pack files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ganpei-packs-'));
    mkdirSync(join(folder, WALLET));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (name: string, content: unknown): string => {
    const file = join(folder, WALLET, name);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const aPack = (version: string, changes: object = {}): string => {
    const { pack, cases } = aWrittenVersion(version);
    write(`${version}.cases.json`, cases);
    return write(`${version}.json`, { ...pack, ...changes });
  };
  const placesIn = (path: string): string[] =>
    checkPackFiles(path).flatMap(({ problems }) =>
      problems.map((found) => `${found.file.slice(folder.length + 1)} ${found.path}`),
    );

  it('finds the packs that are built in right, each with its cases', () => {
    const checked = checkPackFiles(PACKS_FOLDER);
    expect(checked.length).toBeGreaterThanOrEqual(16);
    expect(checked.flatMap(({ problems }) => problems)).toEqual([]);
    expect(checked.filter(({ casesPassed }) => casesPassed < 8)).toEqual([]);
  });

  it('takes the source of what is built in and the copy of it that a build made for one', () => {
    const source = join(folder, 'libs', 'programs', 'packs');
    const built = join(folder, 'dist', 'libs', 'programs', 'packs');
    for (const place of [source, built])
      cpSync(join(PACKS_FOLDER, WALLET), join(place, WALLET), { recursive: true });
    for (const place of [source, built])
      expect(checkPackFiles(place, built).flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('takes a file, the folder of a pack, or the folder of all packs', () => {
    const file = aPack('0.2.0');
    for (const path of [file, join(folder, WALLET), folder])
      expect(checkPackFiles(path).map((one) => one.file)).toEqual([file]);
  });

  it('names every problem of every file', () => {
    aPack('0.2.0', { currency: 'TALER' });
    aPack('0.3.0', { packId: 'another' });
    write('0.4.0.json', '{"packId":');
    expect(placesIn(folder)).toEqual([
      expect.stringMatching(/0\.2\.0\.json \$\.currency$/),
      expect.stringMatching(/0\.3\.0\.json \$\.packId$/),
      expect.stringMatching(/0\.4\.0\.json \$$/),
    ]);
  });

  it.each<[string, unknown, RegExp]>([
    ['are not there', undefined, /0\.2\.0\.cases\.json \$$/],
    ['are no JSON', '[', /0\.2\.0\.cases\.json \$$/],
    ['have another shape', { cases: [] }, /0\.2\.0\.cases\.json \$/],
  ])('misses cases that %s', (_, cases, place) => {
    const file = aPack('0.2.0');
    if (cases === undefined) rmSync(join(folder, WALLET, '0.2.0.cases.json'));
    else write('0.2.0.cases.json', cases);
    const places = placesIn(file);
    expect(places.length).toBeGreaterThan(0);
    expect(places.filter((found) => !place.test(found))).toEqual([]);
  });

  it('counts the cases that pass, and says by title and place which do not', () => {
    const amount = { ...aWrittenVersion('0.2.0').pack.amount, coverageBp: 5_000 };
    const [checked] = checkPackFiles(aPack('0.2.0', { amount }));
    expect(checked?.problems[0]).toMatchObject({
      path: expect.stringMatching(/^\$\.cases\[\d+\]\.expect/),
      text: { en: expect.stringMatching(/^".+": Expected/) },
    });
    expect(checked?.casesPassed).toBeGreaterThan(0);
  });

  it('looks at the versions of one pack together', () => {
    aPack('0.2.0');
    aPack('0.3.0');
    expect(placesIn(folder)).toEqual([expect.stringMatching(/0\.3\.0\.json \$\.effective\.from$/)]);
  });

  it('looks at the versions that are built in too, as a service would at its start', () => {
    aPack('0.2.0', { effective: { from: null, to: null } });
    expect(placesIn(folder)).toEqual([expect.stringMatching(/0\.2\.0\.json \$\.effective\.from$/)]);
    rmSync(join(folder, WALLET, '0.2.0.json'));
    aPack('0.1.0');
    expect(placesIn(folder)).toEqual([expect.stringMatching(/0\.1\.0\.json \$\.version$/)]);
  });

  it('knows the place of a file by whatever path it is named', () => {
    aPack('0.2.0');
    expect(placesIn(`${folder}/${WALLET}/./0.2.0.json`)).toEqual([]);
    expect(placesIn(relative(process.cwd(), join(folder, WALLET, '0.2.0.json')))).toEqual([]);
  });

  it('passes over a link that leads nowhere', () => {
    const file = aPack('0.2.0');
    symlinkSync(join(folder, 'nowhere'), join(folder, 'gone'));
    expect(checkPackFiles(folder).map((one) => one.file)).toEqual([file]);
  });

  it.each<[string, (file: string) => void]>([
    ['is a link that leads nowhere', (file) => symlinkSync(`${file}.gone`, file)],
    ['is a link in a circle', (file) => symlinkSync(file, file)],
    ['is a folder', (file) => mkdirSync(file)],
  ])('says what %s where a pack should be, as a service would at its start', (_, put) => {
    const file = aPack('0.2.0');
    put(join(folder, WALLET, '0.3.0.json'));
    expect(checkPackFiles(folder).map((one) => one.file)).toContain(file);
    expect(placesIn(folder)).toEqual([expect.stringMatching(/0\.3\.0\.json \$$/)]);
  });

  it('is refused where there is no pack at all', () => {
    for (const path of [folder, join(folder, 'nowhere')])
      expect(() => checkPackFiles(path)).toThrow(
        expect.objectContaining({ code: 'programs.no_packs' }),
      );
  });
});
