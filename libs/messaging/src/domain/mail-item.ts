import type { Bilingual } from '@app/kernel';

/** Something that the claimant is waited for. */
export interface WaitedItem {
  readonly item: string;
  readonly label: Bilingual;
}

/**
 * For which item a file is that came by mail. Who is asked for one thing and sends something sends
 * that; of several it is the one that the name of the file says. Null when nobody can tell.
 */
export function itemOfMailFile(name: string, waited: readonly WaitedItem[]): string | null {
  const [only, another] = waited;
  if (only !== undefined && another === undefined) return only.item;
  const said = lettersOf(name);
  const named = waited.filter(({ item, label }) =>
    [item, label.en, label['zh-CN']].some((word) => said.includes(lettersOf(word))),
  );
  const [found, doubt] = named;
  return found !== undefined && doubt === undefined ? found.item : null;
}

/** Letters and digits alone: names of files have what they like between them. */
function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
