import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { formatBalances } from '../../libs/ledger/src/domain/bundle/balances';
import { formatManifest, parseManifest } from '../../libs/ledger/src/domain/bundle/manifest';
import { JournalAudit } from '../../libs/ledger/src/domain/bundle/journal-audit';
import { parseChart } from '../../libs/ledger/src/domain/bundle/chart';
import { leafHash } from '../../libs/ledger/src/domain/transparency/merkle-tree';

/** The file in a bundle with the checkpoint of so many journals. */
export function checkpointFile(size: number): string {
  return `checkpoints/${String(size).padStart(16, '0')}.txt`;
}

/** The files of a bundle in memory, to be tampered with and written down again. */
export class BundleFiles {
  private constructor(readonly contents: Map<string, Buffer>) {}

  static read(folder: string): BundleFiles {
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    return new BundleFiles(new Map(paths.map((path) => [path, readFileSync(join(folder, path))])));
  }

  copy(): BundleFiles {
    return new BundleFiles(new Map(this.contents));
  }

  /** Makes a folder that holds `before` hold these files instead. */
  write(folder: string, before: BundleFiles): void {
    for (const path of before.contents.keys()) {
      if (!this.contents.has(path)) rmSync(join(folder, path));
    }
    for (const [path, content] of this.contents) {
      if (before.contents.get(path)?.equals(content) === true) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  }

  equals(other: BundleFiles): boolean {
    return (
      this.contents.size === other.contents.size &&
      [...this.contents].every(([path, content]) => other.contents.get(path)?.equals(content))
    );
  }

  get paths(): string[] {
    return [...this.contents.keys()].sort();
  }

  get journalPaths(): string[] {
    return this.paths.filter((path) => path.startsWith('journals-'));
  }

  text(path: string): string {
    return this.bytes(path).toString();
  }

  bytes(path: string): Buffer {
    const content = this.contents.get(path);
    if (content === undefined) throw new Error(`There is no ${path} in the bundle.`);
    return content;
  }

  set(path: string, content: string | Buffer): void {
    this.contents.set(path, Buffer.from(content));
  }

  lines(path: string): string[] {
    return this.text(path).split('\n').slice(0, -1);
  }

  setLines(path: string, lines: readonly string[]): void {
    this.set(path, lines.map((line) => `${line}\n`).join(''));
  }

  /** The lines of all journals, in their order. */
  allLines(): string[] {
    return this.journalPaths.flatMap((path) => this.lines(path));
  }

  /** Takes the hashes anew, as a forger would. */
  fixHashes(): void {
    for (const path of this.journalPaths) {
      const hashes = this.lines(path).map((line) => leafHash(line));
      const hashesPath = path.replace('journals', 'hashes').replace('jsonl', 'bin');
      this.set(hashesPath, Buffer.concat(hashes));
    }
  }

  /** Adds the balances up anew, of all journals that can be read. */
  fixBalances(): void {
    const audit = new JournalAudit(parseChart(this.text('chart.json')));
    this.allLines().forEach((line, index) => audit.add(line, index));
    this.set('balances.json', formatBalances(audit.balances()));
  }

  /** Lists the files anew; the signature cannot be fixed. */
  fixManifest(): void {
    const { origin, size, rootBase64 } = parseManifest(this.text('manifest.json'));
    const files = this.paths
      .filter((path) => !path.startsWith('manifest.'))
      .map((path) => {
        const content = this.bytes(path);
        const sha256 = createHash('sha256').update(content).digest('hex');
        return { path, bytes: content.length, sha256 };
      });
    const root = Buffer.from(rootBase64, 'base64');
    this.set('manifest.json', formatManifest({ origin, size, root }, files));
  }
}
