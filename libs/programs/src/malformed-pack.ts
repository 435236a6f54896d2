import { DomainError } from '@app/kernel';

import type { PackProblem } from './checks/pack-problem';

/** A fault together with the file or the version that it is in. */
export interface PackFault {
  readonly place: string;
  readonly problem: PackProblem;
}

/** One error that lists every fault of every pack, so that one look is enough to find them all. */
export function malformedPack(faults: readonly PackFault[]): DomainError {
  const problems = faults.map(({ place, problem: { path, text } }) => ({
    en: `${place} ${path}: ${text.en}`,
    'zh-CN': `${place} ${path}：${text['zh-CN']}`,
  }));
  return new DomainError(
    'invalid',
    'programs.malformed_pack',
    {
      en: `The packs cannot be used; mend these and start again:\n${problems.map(({ en }) => en).join('\n')}`,
      'zh-CN': `规则包无法使用，请修正后重新启动：\n${problems.map((text) => text['zh-CN']).join('\n')}`,
    },
    { problems },
  );
}
