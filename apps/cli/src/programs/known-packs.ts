import { DomainError } from '@app/kernel';
import type { Config, Reads } from '@app/platform';
import { PROGRAM_ENTITIES, checkPackFile, readLibrary } from '@app/programs';
import type { Pack, PackLibrary } from '@app/programs';

import { withInstallation } from '../open-installation';

/** Packs that are built in, those of the deployer's folder, and those published here if asked. */
export async function knownPacks(
  config: Config,
  { published }: { published: boolean },
): Promise<PackLibrary> {
  const packs = readLibrary(config.programs);
  if (published) {
    await withInstallation(config, (reads: Reads) => packs.refresh(reads), PROGRAM_ENTITIES);
  }
  return packs;
}

/**
 * The pack that somebody names: `PACK@VERSION`, `PACK` for the version in force now or else the
 * newest one, or the file of a pack (`….json`) that is not installed yet.
 */
export function namedPack(name: string, packs: PackLibrary, now: Date): Pack {
  if (name.endsWith('.json')) return packOfFile(name);
  const [packId = '', version] = name.split('@');
  if (version !== undefined) return packs.get(packId, version);
  const newest = packs.versionsOf(packId).at(-1);
  const inForce = packs.allInForce(now).find((pack) => pack.packId === packId);
  return inForce ?? newest ?? packs.inForce(packId, now);
}

function packOfFile(path: string): Pack {
  const checked = checkPackFile(path);
  if ('pack' in checked) return checked.pack;
  const lines = (language: 'en' | 'zh-CN'): string =>
    checked.problems.map((one) => `${one.path}: ${one.text[language]}`).join('\n');
  throw new DomainError('invalid', 'programs.malformed_pack', {
    en: `${path} is no pack that can be used:\n${lines('en')}`,
    'zh-CN': `${path} 不是可用的规则包：\n${lines('zh-CN')}`,
  });
}
