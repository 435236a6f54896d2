import { Injectable } from '@nestjs/common';

import { DomainError } from '@app/kernel';
import type { Reads } from '@app/platform';

import type { BundleFile } from '../domain/bundle/manifest';
import { canonicalJournal } from '../domain/canonical-journal';
import { accountNames } from '../domain/plain-text-accounting/account-names';
import { BEANCOUNT } from '../domain/plain-text-accounting/beancount-format';
import { HLEDGER, LEDGER_CLI } from '../domain/plain-text-accounting/ledger-formats';
import type { Books, PlainTextFormat } from '../domain/plain-text-accounting/plain-text-format';
import { parseCheckpoint } from '../domain/transparency/checkpoint';
import { parseNote } from '../domain/transparency/signed-note';
import { verifierKeyText } from '../domain/transparency/verifier-key';
import { LogQueries } from '../log.queries';
import { LogKeyFiles } from '../log/log-key-files';
import { BundleWriter } from './bundle-writer';
import type { BundleContent } from './bundle-writer';
import { FolderWriter } from './folder-writer';
import type { FileWriter } from './folder-writer';
import {
  readBalances,
  readChart,
  readCheckpoint,
  readCheckpoints,
  readSealed,
} from './sealed-log.queries';
import type { SealedJournal, SignedCheckpoint } from './sealed-log.queries';

const PLAIN_TEXT = { hledger: HLEDGER, ledger: LEDGER_CLI, beancount: BEANCOUNT };

/** What an export can consist of: the bundle to verify, and journals for other programs. */
export const EXPORT_FORMATS = ['bundle', 'hledger', 'ledger', 'beancount'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportWish {
  /** A folder that is empty or not there yet. */
  readonly out: string;
  /** The size of the checkpoint to export up to; the newest without it. */
  readonly to?: number;
  readonly formats: readonly ExportFormat[];
}

export interface ExportedLedger {
  /** How many journals were exported: exactly those of the checkpoint. */
  readonly size: number;
  /** How many are posted and in no checkpoint yet, and so in no export. */
  readonly unsealed: number;
}

/** Journals are read and written by so many, whatever the size of the log. */
const PAGE_JOURNALS = 2_000;
const CHECKPOINTS_MAX = 1_000;

/** Exports the journals of one checkpoint, for auditors and for other accounting programs. */
@Injectable()
export class ExportLedger {
  constructor(
    private readonly log: LogQueries,
    private readonly keyFiles: LogKeyFiles,
  ) {}

  /**
   * Writes a folder that appears whole at the end. What it reads is never changed, so it needs no
   * transaction. Refuses without a checkpoint (`ledger.nothing_sealed`,
   * `ledger.no_such_checkpoint`), into a folder that holds something (`ledger.folder_not_empty`),
   * when a sealed journal is gone (`ledger.journal_missing`), and to write a bundle without the
   * log's key, which signs it (`ledger.key_missing`).
   */
  async run(reads: Reads, wish: ExportWish): Promise<ExportedLedger> {
    const checkpoint = await readCheckpoint(reads, wish.to ?? null);
    // Read after the checkpoint, the chart has every account that its journals name.
    const chart = await readChart(reads);
    const books = { chart, balances: await readBalances(reads, checkpoint.size, chart.accounts) };
    const rest = wish.formats.includes('bundle') ? await this.restOf(reads, checkpoint) : null;
    const folder = await FolderWriter.into(wish.out);
    try {
      const texts = await beginTexts(folder, wish.formats, books);
      const bundle = rest === null ? null : new BundleWriter(folder);
      for await (const page of pagesOf(reads, checkpoint.size)) {
        for (const text of texts) await text.add(page);
        await bundle?.add(
          page.map(({ journal }) => canonicalJournal(journal)),
          page.map(({ hash }) => hash),
        );
      }
      const files = await Promise.all(texts.map((text) => text.close()));
      if (rest !== null) await bundle?.finish({ ...rest, ...books }, files);
      await folder.finish();
    } catch (error) {
      await folder.abandon();
      throw error;
    }
    return { size: checkpoint.size, unsealed: await this.log.unsealed(reads) };
  }

  /** All of a bundle but its journals and books. */
  private async restOf(
    reads: Reads,
    { size, note }: SignedCheckpoint,
  ): Promise<Omit<BundleContent, keyof Books>> {
    const checkpoint = parseCheckpoint(parseNote(note).text);
    const keys = (await this.log.keys(reads)).map(({ verifierKey }) => verifierKey);
    const signers = [await this.keyFiles.current(), await this.keyFiles.next()]
      .filter((privateKey) => privateKey !== null)
      .filter((privateKey) => keys.includes(verifierKeyText(checkpoint.origin, privateKey)))
      .map((privateKey) => ({ name: checkpoint.origin, privateKey }));
    if (signers.length === 0) throw keyMissing();
    const notes = await readCheckpoints(reads, size, CHECKPOINTS_MAX);
    const checkpointNotes = new Map(notes.map((earlier) => [earlier.size, earlier.note]));
    return { checkpoint, checkpointNotes, keys, signers };
  }
}

function keyMissing(): DomainError {
  return new DomainError('unavailable', 'ledger.key_missing', {
    en: "The log's private key signs a bundle, and it is not in the state folder: export where the service runs, or name only formats of other programs.",
    'zh-CN':
      '导出包须由日志私钥签名，而状态目录中没有该私钥：请在服务所在的机器上导出，或只选择其他程序的格式。',
  });
}

async function beginTexts(
  folder: FolderWriter,
  formats: readonly ExportFormat[],
  books: Books,
): Promise<TextExport[]> {
  const texts: TextExport[] = [];
  for (const format of new Set(formats)) {
    if (format !== 'bundle') texts.push(await TextExport.begin(folder, PLAIN_TEXT[format], books));
  }
  return texts;
}

async function* pagesOf(reads: Reads, size: number): AsyncGenerator<SealedJournal[]> {
  for (let begin = 0; begin < size; begin += PAGE_JOURNALS) {
    yield await readSealed(reads, begin, Math.min(begin + PAGE_JOURNALS, size));
  }
}

/** A file of journals for another program, while it is written. */
class TextExport {
  private constructor(
    private readonly file: FileWriter,
    private readonly format: PlainTextFormat,
    private readonly names: ReadonlyMap<string, string>,
  ) {}

  static async begin(
    folder: FolderWriter,
    format: PlainTextFormat,
    books: Books,
  ): Promise<TextExport> {
    const file = await folder.create(format.path);
    await file.append(format.head(books));
    return new TextExport(file, format, accountNames(books.chart.accounts));
  }

  async add(page: readonly SealedJournal[]): Promise<void> {
    const entries = page.map(({ journal }) => this.format.entry(journal, this.names));
    await this.file.append(entries.join(''));
  }

  async close(): Promise<BundleFile> {
    return this.file.close();
  }
}
