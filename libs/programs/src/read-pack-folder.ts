import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

import { checkPack } from './check-pack';
import type { PackProblem } from './check-pack';
import type { Pack } from './domain/pack';

/** `libs/programs/packs` beside the source and, copied by the build, beside the compiled files. */
export const PACKS_FOLDER = join(__dirname, '..', 'packs');

/**
 * Reads every pack below a folder: `<packId>/<version>.json` (a `.cases.json` beside it belongs to
 * the tests). Throws one error that lists every problem of every file, so that one start is enough
 * to find them all.
 */
export function readPackFolder(folder: string): Pack[] {
  const packs: Pack[] = [];
  const faults: Bilingual[] = [];
  for (const file of packFiles(folder)) {
    const read = readPack(join(folder, file));
    if ('pack' in read) packs.push(read.pack);
    else faults.push(...read.problems.map((problem) => located(file, problem)));
  }
  if (packs.length === 0 && faults.length === 0) faults.push(noPacks(folder));
  if (faults.length > 0) {
    throw new DomainError(
      'invalid',
      'programs.malformed_pack',
      {
        en: `The packs cannot be used; mend these and start again:\n${faults.map(({ en }) => en).join('\n')}`,
        'zh-CN': `规则包无法使用，请修正后重新启动：\n${faults.map((fault) => fault['zh-CN']).join('\n')}`,
      },
      { problems: faults },
    );
  }
  return packs;
}

function packFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => join(name, file)))
    .filter((file) => file.endsWith('.json') && !file.endsWith('.cases.json'))
    .sort();
}

function readPack(path: string): ReturnType<typeof checkPack> {
  let written: unknown;
  try {
    written = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return { problems: [{ path: '$', text: { en: cause, 'zh-CN': `无法解析：${cause}` } }] };
  }
  const checked = checkPack(written);
  if ('problems' in checked) return checked;
  const problems = [
    ...misnamed('$.packId', checked.pack.packId, basename(join(path, '..'))),
    ...misnamed('$.version', checked.pack.version, basename(path, '.json')),
  ];
  return problems.length === 0 ? checked : { problems };
}

function misnamed(path: string, written: string, name: string): PackProblem[] {
  if (written === name) return [];
  return [
    {
      path,
      text: {
        en: `The file says "${written}", its place says "${name}"; the two must be the same.`,
        'zh-CN': `文件内容为“${written}”，而所在位置为“${name}”，两者必须一致。`,
      },
    },
  ];
}

function located(file: string, { path, text }: PackProblem): Bilingual {
  return { en: `${file} ${path}: ${text.en}`, 'zh-CN': `${file} ${path}：${text['zh-CN']}` };
}

function noPacks(folder: string): Bilingual {
  return {
    en: `There is no pack in ${folder}; the build copies libs/programs/packs there.`,
    'zh-CN': `${folder} 中没有规则包；构建时应复制 libs/programs/packs。`,
  };
}
