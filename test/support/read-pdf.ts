import { execFile } from 'node:child_process';
import { join } from 'node:path';

export interface ReadPdf {
  readonly info: Readonly<Record<string, unknown>>;
  readonly isTagged: boolean;
  readonly pages: readonly {
    readonly text: string;
    /** In points: A4 is 595 by 842. */
    readonly size: readonly [width: number, height: number];
    /** The roles of its elements, in reading order. */
    readonly tags: readonly string[];
  }[];
}

/** Opens a PDF with a program that is not ours, and says what a reader finds in it. */
export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  return new Promise((resolve, reject) => {
    const script = join(__dirname, 'pdf-reader.cjs');
    const child = execFile(
      process.execPath,
      [script],
      { maxBuffer: 64 * 1_024 * 1_024 },
      (error, out) => {
        if (error === null) resolve(JSON.parse(out) as ReadPdf);
        else reject(new Error('The PDF cannot be read.', { cause: error }));
      },
    );
    child.stdin?.end(bytes);
  });
}

/** All its text, page after page. */
export function wordsOf({ pages }: ReadPdf): string {
  return pages.map(({ text }) => text).join('\n');
}

/** A text without any space: Chinese lines break anywhere, English ones at spaces. */
export function unspaced(text: string): string {
  return text.replace(/\s/gu, '');
}
