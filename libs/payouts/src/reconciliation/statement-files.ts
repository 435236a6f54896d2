import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';

import { Inject, Injectable } from '@nestjs/common';

import { CONFIG, FileStore } from '@app/platform';
import type { Config } from '@app/platform';

import type { BankReport } from '../rails/bank/bank-report';
import { requireOurs } from '../rails/bank/bank-report-files';
import { readBankReport } from '../rails/bank/read-bank-report';
import type { StatementFormat } from './persistence/statement.entity';
import { readStatements } from './statements/read-statements';
import type { ReadFile, StatementWords } from './statements/read-statements';

/** A rail's statement of a day with a hundred thousand transfers; larger ones come in several. */
const STATEMENT_BYTES_MAX = 32 * 1_024 * 1_024;

/** Where the days of a bank begin, as long as no bank rail says otherwise. */
const TIME_ZONE_DEFAULT = 'Asia/Shanghai';
const BANK_RAIL = 'bank';

/** What whoever hands a file in says of it. */
export interface FileWish extends Omit<StatementWords, 'timeZone'> {
  readonly format: StatementFormat | 'auto';
}

/** A file that is kept, and what it says. */
export interface KeptFile extends ReadFile {
  readonly sha256: string;
  /** The same as the bank rail hears it: for that rail a statement is the answer. */
  readonly bankReport: BankReport | null;
}

/** Reads statements as they come in, and keeps the files that can be gone by: they are evidence. */
@Injectable()
export class StatementFiles {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly files: FileStore,
  ) {}

  /** `statement.*`, `bank.report_*`, `file.too_large`; nothing is kept of what is refused. */
  async keep(content: Readable, wish: Promise<FileWish>): Promise<KeptFile> {
    const found: Omit<KeptFile, 'sha256'>[] = [];
    const { sha256 } = await this.files.put(content, {
      sizeBytesMax: STATEMENT_BYTES_MAX,
      check: async ({ path }) => {
        found.push(this.read(await readFile(path), await wish));
      },
    });
    const [read] = found;
    if (read === undefined) throw new Error('A file that is kept has been read.');
    return { ...read, sha256 };
  }

  private read(bytes: Buffer, { format, ...words }: FileWish): Omit<KeptFile, 'sha256'> {
    const { bank } = this.config.rails;
    const timeZone = bank?.timeZone ?? TIME_ZONE_DEFAULT;
    const read = readStatements(bytes, format, { ...words, timeZone });
    if (bank === null || read.rail !== BANK_RAIL || read.format !== 'camt.053') {
      return { ...read, bankReport: null };
    }
    const bankReport = readBankReport(bytes, timeZone);
    requireOurs(bankReport, bank);
    return { ...read, bankReport };
  }
}
