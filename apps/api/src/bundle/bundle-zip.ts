import { createHash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';

import { ZipFile } from 'yazl';

import type { FileStore } from '@app/platform';

import type { BundleEntry } from './bundle-entry';

export interface BundleAbout {
  /** How people name the claim. */
  readonly reference: string;
  readonly supportPhone: string;
  readonly madeAt: Date;
}

export interface BundleContent {
  readonly entries: readonly BundleEntry[];
  /** Paths of files that the store does not have. */
  readonly missing: ReadonlySet<string>;
}

interface ManifestLine {
  readonly path: string;
  readonly what: BundleEntry['what'];
  /** `altered`: the bytes are there, and are not those that were handed in or issued. */
  readonly state: 'included' | 'missing' | 'altered';
  readonly sizeBytes?: number;
  readonly sha256?: string;
  /** What it should be, where it is not. */
  readonly expectedSha256?: string;
}

const MISSING_TEXT = [
  'This file is not on our machine at the moment. Its digest is in manifest.json; call us.',
  '该文件当前不在本机，其摘要见 manifest.json。请来电联系我们。',
  '',
].join('\n');

/**
 * A bundle as a ZIP file, written while it is read: one entry after the other, whatever their size,
 * and at the end a manifest with the digest of each as it was really written.
 */
export class BundleZip {
  private readonly zip = new ZipFile();
  private readonly out = new PassThrough();
  private readonly lines: ManifestLine[] = [];
  private open: Readable | null = null;

  constructor(
    private readonly files: FileStore,
    private readonly about: BundleAbout,
    private readonly content: BundleContent,
  ) {}

  /** Begins to write. A file that cannot be read to its end breaks the stream off, visibly. */
  stream(): Readable {
    const { entries, missing } = this.content;
    for (const entry of entries) {
      if (missing.has(entry.path)) this.addMissing(entry);
      else this.add(entry.path, 'text' in entry, () => this.contentOf(entry));
    }
    this.add('manifest.json', true, () => Readable.from([Buffer.from(this.manifest())]));
    this.zip.end();
    this.zip.outputStream.pipe(this.out);
    // Whoever stops reading lets go of the file that is being read.
    this.out.once('close', () => this.open?.destroy());
    return this.out;
  }

  private add(path: string, compress: boolean, read: () => Readable): void {
    this.zip.addReadStreamLazy(path, { mtime: this.about.madeAt, compress }, (give) => {
      if (this.out.destroyed) return; // Nobody would read it to its end, and so nobody close it.
      const content = read();
      this.open = content;
      content.once('error', (error) => this.out.destroy(error));
      give(null, content);
    });
  }

  /** In its place stands a text that says so. */
  private addMissing(entry: BundleEntry): void {
    const { path, what } = entry;
    const expected = 'sha256' in entry ? { expectedSha256: entry.sha256 } : {};
    this.lines.push({ path, what, state: 'missing', ...expected });
    this.add(`${path}.missing.txt`, true, () => Readable.from([Buffer.from(MISSING_TEXT)]));
  }

  private contentOf(entry: BundleEntry): Readable {
    const { path, what } = entry;
    const stored = 'sha256' in entry ? entry.sha256 : null;
    const source =
      'text' in entry ? Readable.from([Buffer.from(entry.text)]) : this.files.read(entry.sha256);
    return counted(source, (sha256, sizeBytes) => {
      const isAltered = stored !== null && stored !== sha256;
      const state = isAltered ? 'altered' : 'included';
      const expected = isAltered ? { expectedSha256: stored } : {};
      this.lines.push({ path, what, state, sizeBytes, sha256, ...expected });
    });
  }

  private manifest(): string {
    const { reference, madeAt } = this.about;
    const manifest = { claim: reference, madeAt: madeAt.toISOString(), files: this.lines };
    return `${JSON.stringify(manifest, null, 2)}\n`;
  }
}

/** The same bytes, with their digest and number once they have all gone through. */
function counted(source: Readable, done: (sha256: string, sizeBytes: number) => void): Readable {
  const pass = async function* (): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const chunk of source as AsyncIterable<Buffer>) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      yield chunk;
    }
    done(hash.digest('hex'), sizeBytes);
  };
  const content = Readable.from(pass(), { objectMode: false });
  // Given up before its first byte was asked for, the generator never began, and ends nothing.
  return content.once('close', () => source.destroy());
}
