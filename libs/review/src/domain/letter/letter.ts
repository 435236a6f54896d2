import type { Bilingual } from '@app/kernel';

/** The languages that letters are written in. */
export const LOCALES = ['zh-CN', 'en'] as const satisfies readonly (keyof Bilingual)[];
export type Locale = (typeof LOCALES)[number];

/** A part of a letter. Whoever shows a letter shows the parts in their order, each by its kind. */
export type LetterBlock =
  | { readonly kind: 'heading'; readonly text: string }
  /** `strong`: what the reader must not overlook. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly strong?: boolean }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Names with their values: reference, date, digest. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [name: string, value: string])[] }
  | LetterTable
  /** A sentence in the other language, for whoever reads that one better. */
  | { readonly kind: 'aside'; readonly locale: Locale; readonly text: string };

export interface LetterTable {
  readonly kind: 'table';
  /** What the table shows, for those who hear it read out. */
  readonly caption: string;
  readonly columns: readonly LetterColumn[];
  readonly rows: readonly (readonly string[])[];
  /** The sums, in the same columns; absent where there is nothing to add up. */
  readonly total?: readonly string[];
}

export interface LetterColumn {
  readonly title: string;
  /** Share of the width; all shares of a table are summed up. */
  readonly width: number;
  readonly isAmount?: boolean;
}

/** A decision, told to the person who asked for it, in one language. */
export interface Letter {
  readonly locale: Locale;
  readonly title: string;
  /** How people name the claim: `CLM-7K3M-92QD`. */
  readonly reference: string;
  /** Not final: staff may look at it, and nobody may send it. The text stands on every page. */
  readonly draftMark: string | null;
  /** When the decision became final; the same letter carries the same time for ever. */
  readonly issuedAt: Date;
  readonly blocks: readonly LetterBlock[];
}

/** A letter as plain text, one line per part: for a preview, and for mail. */
export function letterText({ title, draftMark, blocks }: Letter): string {
  const head = draftMark === null ? [title] : [draftMark, title];
  return [...head, ...blocks.map(blockText)].join('\n\n');
}

function blockText(block: LetterBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'aside':
      return block.text;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'facts':
      return block.rows.map(([name, value]) => `${name}: ${value}`).join('\n');
    case 'table': {
      const rows = block.total === undefined ? block.rows : [...block.rows, block.total];
      const titles = block.columns.map(({ title }) => title);
      return [block.caption, ...[titles, ...rows].map((cells) => cells.join(' | '))].join('\n');
    }
  }
}
