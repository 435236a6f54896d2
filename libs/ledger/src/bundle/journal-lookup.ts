import type { JournalPlace } from '../domain/bundle/bundle-error';
import type { OpenBundle } from './open-bundle';
import { RandomLines } from './read-lines';

interface JournalsFile {
  readonly path: string;
  /** The number of its first journal. */
  readonly first: number;
  lines: RandomLines | null;
}

/** Remembers where each line of a bundle is, in 16 bytes, and reads it again. */
export class JournalLookup {
  private readonly files: JournalsFile[] = [];
  private readonly begins: number[] = [];
  private readonly lengths: number[] = [];
  private begin = 0;

  constructor(private readonly bundle: OpenBundle) {}

  /** The lines that are added next are in this file, from its beginning. */
  beginFile(path: string, first: number): void {
    this.files.push({ path, first, lines: null });
    this.begin = 0;
  }

  /** Adds the next line by its bytes without the newline. */
  add(bytes: number): void {
    this.begins.push(this.begin);
    this.lengths.push(bytes);
    this.begin += bytes + 1;
  }

  placeOf(index: number): Pick<JournalPlace, 'path' | 'lineNumber'> {
    const { path, first } = this.fileOf(index);
    return { path, lineNumber: index - first + 1 };
  }

  lineAt(index: number): string {
    const file = this.fileOf(index);
    file.lines ??= RandomLines.of(this.bundle.pathOf(file.path));
    return file.lines.at(this.begins[index] ?? 0, this.lengths[index] ?? 0);
  }

  /** Lets go of the files; places are still known. */
  close(): void {
    for (const file of this.files) {
      file.lines?.close();
      file.lines = null;
    }
  }

  private fileOf(index: number): JournalsFile {
    const file = this.files.findLast(({ first }) => first <= index);
    if (file === undefined) throw new RangeError(`No file has journal ${index}.`);
    return file;
  }
}
