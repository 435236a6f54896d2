import type { Config } from '@app/platform';
import type { Pack, PackLibrary } from '@app/programs';

import { columns } from '../columns';
import { knownPacks } from '../programs/known-packs';
import type { Locale } from '../programs/locale';

const HEADS: Readonly<Record<Locale, readonly string[]>> = {
  en: ['pack', 'version', 'status', 'currency', 'in force', 'offered', 'name'],
  'zh-CN': ['规则包', '版本', '状态', '币种', '生效中', '已提供', '名称'],
};
const YES: Readonly<Record<Locale, string>> = { en: 'yes', 'zh-CN': '是' };

export interface ListWish {
  readonly locale: Locale;
  readonly published: boolean;
  readonly now: Date;
}

/** `ganpei programs list`: every version of every pack, and how it stands here today. */
export async function runProgramsList(config: Config, wish: ListWish): Promise<void> {
  const packs = await knownPacks(config, wish);
  const inForce = packs.allInForce(wish.now);
  const rows = packs.list().map((pack) => rowOf(pack, { packs, inForce, locale: wish.locale }));
  process.stdout.write(`${columns([HEADS[wish.locale], ...rows]).join('\n')}\n`);
}

function rowOf(
  pack: Pack,
  { packs, inForce, locale }: { packs: PackLibrary; inForce: readonly Pack[]; locale: Locale },
): string[] {
  return [
    pack.packId,
    pack.version,
    pack.status,
    pack.currency,
    inForce.includes(pack) ? YES[locale] : '',
    packs.offers(pack.packId) ? YES[locale] : '',
    pack.name[locale],
  ];
}
