import type { Config } from '@app/platform';
import { describePack } from '@app/programs';

import { knownPacks, namedPack } from '../programs/known-packs';
import type { ListWish } from './programs-list';

/** `ganpei programs show`: a pack in plain words, every rule of it. */
export async function runProgramsShow(config: Config, name: string, wish: ListWish): Promise<void> {
  const packs = await knownPacks(config, wish);
  const sections = describePack(namedPack(name, packs, wish.now));
  const text = sections.map(({ title, lines }) =>
    [title[wish.locale], ...lines.map((line) => `  - ${line[wish.locale]}`)].join('\n'),
  );
  process.stdout.write(`${text.join('\n\n')}\n`);
}
