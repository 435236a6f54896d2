import { checkPack } from '../check-pack';
import type { PackProblem } from '../check-pack';
import type { Pack } from '../domain/pack';
import { PACKS_FOLDER, readPackFolders } from '../read-pack-folder';
import { changed } from './changed';

/** Every pack that is built in. */
export const SHIPPED: readonly Pack[] = readPackFolders([PACKS_FOLDER]);

/** A pack that is built in, by its name. */
export function shipped(packId: string): Pack {
  const pack = SHIPPED.find((candidate) => candidate.packId === packId);
  if (pack === undefined) throw new Error(`There is no pack ${packId}.`);
  return pack;
}

export function problemsOf(written: unknown): readonly PackProblem[] {
  const checked = checkPack(written);
  return 'problems' in checked ? checked.problems : [];
}

/** One change to a pack, and the one problem that it makes: where, and a part of what is said. */
export type Refusal = readonly [place: string, value: unknown, path: string, text: string];

/** Changes each pack in one place; a change must make exactly the problem that is named. */
export function itRefuses(pack: unknown, refusals: readonly Refusal[]): void {
  it.each(refusals)('%s = %j, at %s: %s', (place, value, path, text) => {
    const problems = problemsOf(changed(pack, place, value));
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.text.en).toContain(text);
    expect(problems[0]?.text['zh-CN']).toMatch(/[\u4e00-\u9fff].*。$/);
  });
}
