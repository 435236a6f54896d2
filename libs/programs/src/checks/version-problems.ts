import { compareVersions } from '../domain/compare-versions';
import type { Pack } from '../domain/pack';
import { problem } from './pack-problem';
import type { PackProblem } from './pack-problem';

/** A fault that shows only beside the other versions, and the version that has to be mended. */
export interface VersionProblem {
  readonly pack: Pack;
  readonly problem: PackProblem;
}

/**
 * Checks the versions of each pack against each other. A version without an end lasts until a
 * newer one begins, because a version that claims are pinned to is never edited. So a newer number
 * must begin later, an end that is written down must come before the next beginning, and no two
 * versions may be one and the same. Drafts are never in force and count by their number only.
 */
export function versionProblems(packs: readonly Pack[]): VersionProblem[] {
  const packIds = [...new Set(packs.map(({ packId }) => packId))];
  return packIds.flatMap((packId) => {
    const versions = packs
      .filter((pack) => pack.packId === packId)
      .sort((a, b) => compareVersions(a.version, b.version));
    const inForce = versions.filter(({ status }) => status !== 'draft');
    return [...pairsOf(versions).flatMap(repeated), ...pairsOf(inForce).flatMap(overlapping)];
  });
}

interface Pair {
  readonly older: Pack;
  readonly newer: Pack;
}

function pairsOf(versions: readonly Pack[]): Pair[] {
  return versions.slice(1).flatMap((newer, index) => {
    const older = versions[index];
    return older === undefined ? [] : [{ older, newer }];
  });
}

function repeated({ older, newer }: Pair): VersionProblem[] {
  if (compareVersions(older.version, newer.version) !== 0) return [];
  const name = `${older.packId}@${older.version}`;
  return [
    {
      pack: newer,
      problem: problem(
        '$.version',
        `There is ${name} already; a version never changes, so give this one a higher number.`,
        `已有 ${name}；版本不可修改，请使用更高的版本号。`,
      ),
    },
  ];
}

function overlapping({ older, newer }: Pair): VersionProblem[] {
  if (compareVersions(older.version, newer.version) === 0) return [];
  const begins = newer.effective.from;
  const name = `${older.packId}@${older.version}`;
  if (begins === null || begins <= (older.effective.from ?? '')) {
    const before = older.effective.from ?? 'null';
    return [
      {
        pack: newer,
        problem: problem(
          '$.effective.from',
          `We saw ${begins ?? 'null'}; the older ${name} begins on ${before}. A higher number must begin later.`,
          `收到的是 ${begins ?? 'null'}；较旧的 ${name} 自 ${before} 开始。版本号更高的须更晚开始。`,
        ),
      },
    ];
  }
  const { to } = older.effective;
  if (to === null || to < begins) return [];
  return [
    {
      pack: newer,
      problem: problem(
        '$.effective.from',
        `We saw ${begins}, but ${name} lasts until ${to}: two versions would be in force at once. Begin after ${to}.`,
        `收到的是 ${begins}，但 ${name} 持续到 ${to}，两个版本会同时生效。请在 ${to} 之后开始。`,
      ),
    },
  ];
}
