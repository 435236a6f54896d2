import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { canonicalize } from 'json-canonicalize';

import { assess } from './domain/assess';
import type { Pack } from './domain/pack';
import { PACKS_FOLDER, casesPathOf, readPackFolders } from './read-pack-folder';
import { checkCases, factsOfCase, runCases } from './run-cases';
import type { CasesFile } from './run-cases';

const CASES_MIN = 8;

/** A pack without its cases fails here: nobody has said yet what it should do. */
function casesOf({ packId, version }: Pack): CasesFile {
  const path = casesPathOf(join(PACKS_FOLDER, packId, `${version}.json`));
  const checked = checkCases(JSON.parse(readFileSync(path, 'utf8')));
  if ('cases' in checked) return checked.cases;
  throw new Error(checked.problems.map(({ path: at, text }) => `${at}: ${text.en}`).join('\n'));
}

describe.each(readPackFolders([PACKS_FOLDER]))('the pack $packId $version', (pack) => {
  const file = casesOf(pack);

  it('says in enough cases what it does', () => {
    expect(file.cases.length).toBeGreaterThanOrEqual(CASES_MIN);
    const titles = file.cases.map(({ title }) => title);
    expect(titles).toHaveLength(new Set(titles).size);
    const refused = file.cases.filter(({ expect: { eligible } }) => eligible === false);
    expect(refused.length).toBeGreaterThan(0);
  });

  it.each(file.cases)('$title', (one) => {
    expect(runCases(pack, { usual: file.usual, cases: [one] })).toEqual([]);
    const given = factsOfCase(file, one);
    const now = new Date(file.usual.now);
    const assessment = assess(pack, given, now);
    expect(canonicalize(assess(pack, structuredClone(given), now))).toBe(
      canonicalize(JSON.parse(JSON.stringify(assessment))),
    );
  });
});
