import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

const FOLDER = join(__dirname, 'results');

/** A target, and how near we came. */
export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
  readonly reached: boolean;
}

/** What the figures were found on. */
export function machine(): string {
  return `${cpus().length} × ${cpus()[0]?.model.trim() ?? '?'}, Node ${process.versions.node}`;
}

/** A table in Markdown; all columns but the first hold figures. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map((_, column) => (column === 0 ? '---' : '--:')), ...rows].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
}

export function targetTable(targets: readonly Target[]): string[] {
  return table(
    ['target', 'wanted', 'found', ''],
    targets.map(({ what, wanted, found, reached }) => [
      what,
      wanted,
      found,
      reached ? 'reached' : 'missed',
    ]),
  );
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Keeps a text beside those of other days. Returns the file. */
export function keep(kind: string, text: string): string {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${kind}-${today()}.md`);
  writeFileSync(file, text);
  return file;
}
