import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import type { Reads } from '@app/platform';

import type { Pack } from './domain/pack';
import { packDigest } from './domain/version-digest';

interface PinnedVersion {
  readonly packId: string;
  readonly version: string;
  readonly digest: string;
}

/** Every version that claims were filed under. */
export async function pinnedVersions(reads: Reads): Promise<PinnedVersion[]> {
  return reads.query<PinnedVersion[]>(
    'SELECT pack_id AS "packId", version, digest FROM pinned_versions ORDER BY 1, 2',
  );
}

/** What is wrong with versions that claims are pinned to: gone, or not the same any more. */
export function pinnedFaults(
  pinned: readonly PinnedVersion[],
  packs: readonly Pack[],
): Bilingual[] {
  return pinned.flatMap(({ packId, version, digest }) => {
    const name = `${packId}@${version}`;
    const pack = packs.find((one) => one.packId === packId && one.version === version);
    if (pack === undefined) {
      return [
        {
          en: `${name} is gone, and claims were filed under it. Put its file back, or name its folder in GANPEI_PACKS_DIR again.`,
          'zh-CN': `${name} 已不存在，但有索赔适用该版本。请恢复其文件，或重新在 GANPEI_PACKS_DIR 中指定其所在文件夹。`,
        },
      ];
    }
    if (packDigest(pack) === digest) return [];
    return [
      {
        en: `${name} is not what it was when claims were filed under it. Put the old file back, and write what is to change into a new version.`,
        'zh-CN': `${name} 的内容与索赔提交时不同。请恢复原文件，改动请写成新版本。`,
      },
    ];
  });
}

/** One error for all of them; nothing when there are none. */
export function refusePinned(faults: readonly Bilingual[]): void {
  if (faults.length === 0) return;
  throw new DomainError(
    'conflict',
    'programs.pinned_pack_lost',
    {
      en: `What was promised to claimants cannot be kept:\n${faults.map(({ en }) => en).join('\n')}`,
      'zh-CN': `无法履行对索赔人的承诺：\n${faults.map((text) => text['zh-CN']).join('\n')}`,
    },
    { faults },
  );
}
