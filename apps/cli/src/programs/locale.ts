import { Option } from 'commander';

import type { Bilingual } from '@app/kernel';

export type Locale = keyof Bilingual;

/** In which language a command speaks of packs; both would be twice as long as anybody reads. */
export function localeOption(): Option {
  return new Option('--locale <language>', 'in which language')
    .choices(['en', 'zh-CN'])
    .default('en');
}
