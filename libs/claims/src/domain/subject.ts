import { DomainError } from '@app/kernel';

/** Something that somebody wants to record, and the line of the claim that it is about, if any. */
interface Wish {
  readonly name: string;
  readonly lineId: string | null;
}

/** What is recorded: it stands first in the codes of refusals. */
type Kind = 'circumstance' | 'finding';

/** Refuses what is about one payment without a line of the claim: `….line_needed`. */
export function requireLine(kind: Kind, { name, lineId }: Wish, lineIds: readonly string[]): void {
  if (lineId !== null && lineIds.includes(lineId)) return;
  throw new DomainError(
    'unprocessable',
    `${kind}.line_needed`,
    {
      en: `"${name}" is about one payment: name its line of this claim in "lineId".`,
      'zh-CN': `“${name}”针对单笔付款，请在 lineId 中填写该索赔的对应行。`,
    },
    { field: 'lineId' },
  );
}

/** Refuses what is about the claim as a whole with a line: `….of_the_claim`. */
export function requireNoLine(kind: Kind, { name, lineId }: Wish): void {
  if (lineId === null) return;
  throw new DomainError(
    'unprocessable',
    `${kind}.of_the_claim`,
    {
      en: `"${name}" is about the claim as a whole: leave "lineId" out.`,
      'zh-CN': `“${name}”针对整个索赔，请勿填写 lineId。`,
    },
    { field: 'lineId' },
  );
}
