import type { NoteSigner } from '../domain/transparency/signed-note';
import { signNote } from '../domain/transparency/signed-note';
import type { Checkpoint } from '../domain/transparency/checkpoint';
import { formatBalances } from '../domain/bundle/balances';
import type { Balance } from '../domain/bundle/balances';
import { formatChart } from '../domain/bundle/chart';
import type { Chart } from '../domain/bundle/chart';
import {
  BALANCES,
  CHART,
  KEYS,
  MANIFEST,
  MANIFEST_NOTE,
  checkpointPath,
  formatManifest,
  hashesPath,
  journalsPath,
  manifestStatement,
} from '../domain/bundle/manifest';
import type { BundleFile } from '../domain/bundle/manifest';
import type { FileWriter, FolderWriter } from './folder-writer';

/** What a bundle tells besides its journals. */
export interface BundleContent {
  /** That of the whole bundle. */
  readonly checkpoint: Checkpoint;
  /** The signed checkpoints to include, by size; that of the whole is among them. */
  readonly checkpointNotes: ReadonlyMap<number, string>;
  readonly chart: Chart;
  readonly balances: readonly Balance[];
  /** Verifier keys, the oldest first. */
  readonly keys: readonly string[];
  /** The log's keys: whoever changes the chart or the manifest would have to sign again. */
  readonly signers: readonly NoteSigner[];
}

/** So many journals are some 100 MB, which every editor and tool can still open. */
const JOURNALS_PER_FILE = 250_000;

/** Writes a bundle: first the journals as they come, then all else. */
export class BundleWriter {
  private readonly files: BundleFile[] = [];
  private part: { journals: FileWriter; hashes: FileWriter; count: number } | null = null;
  private parts = 0;

  constructor(
    private readonly folder: FolderWriter,
    private readonly journalsPerFile = JOURNALS_PER_FILE,
  ) {}

  /** Adds the next journals of the log: their canonical lines, and the hashes of their leaves. */
  async add(lines: readonly string[], hashes: readonly Buffer[]): Promise<void> {
    for (let begin = 0; begin < lines.length;) {
      const part = this.part ?? (await this.beginPart());
      const end = begin + this.journalsPerFile - part.count;
      const taken = lines.slice(begin, end);
      await part.journals.append(`${taken.join('\n')}\n`);
      await part.hashes.append(Buffer.concat(hashes.slice(begin, end)));
      part.count += taken.length;
      begin += taken.length;
      if (part.count === this.journalsPerFile) await this.endPart();
    }
  }

  /** Writes the rest, lists all files, those written by others as well, and signs the list. */
  async finish(content: BundleContent, otherFiles: readonly BundleFile[] = []): Promise<void> {
    await this.endPart();
    const { checkpoint, checkpointNotes, chart, balances, keys, signers } = content;
    await this.write(CHART, formatChart(chart));
    await this.write(BALANCES, formatBalances(balances));
    await this.write(KEYS, keys.map((key) => `${key}\n`).join(''));
    for (const [size, note] of checkpointNotes) await this.write(checkpointPath(size), note);
    const manifest = formatManifest(checkpoint, [...this.files, ...otherFiles]);
    await this.folder.write(MANIFEST, manifest);
    const note = signNote(manifestStatement(checkpoint.origin, manifest), signers);
    await this.folder.write(MANIFEST_NOTE, note);
  }

  private async write(path: string, content: string): Promise<void> {
    this.files.push(await this.folder.write(path, content));
  }

  private async beginPart(): Promise<NonNullable<typeof this.part>> {
    this.parts += 1;
    const journals = await this.folder.create(journalsPath(this.parts));
    const hashes = await this.folder.create(hashesPath(this.parts));
    this.part = { journals, hashes, count: 0 };
    return this.part;
  }

  private async endPart(): Promise<void> {
    if (this.part === null) return;
    this.files.push(await this.part.journals.close(), await this.part.hashes.close());
    this.part = null;
  }
}
