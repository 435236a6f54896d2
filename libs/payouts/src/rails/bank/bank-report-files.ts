import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';

import { Inject, Injectable } from '@nestjs/common';

import { CONFIG, FileStore } from '@app/platform';
import type { BankConfig, Config } from '@app/platform';

import { noBank, otherAccount } from './bank-refusals';
import type { BankReport } from './bank-report';
import { readBankReport } from './read-bank-report';

/** A statement of a day with thousands of entries; what is larger, banks cut into several. */
const REPORT_BYTES_MAX = 8 * 1_024 * 1_024;

/** A report that was kept as a file, and what it says. */
export interface KeptReport {
  readonly read: BankReport;
  readonly sha256: string;
}

/** Reads reports as they come in, and keeps those that can be gone by: they are evidence. */
@Injectable()
export class BankReportFiles {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly files: FileStore,
  ) {}

  /** `bank.report_*` and `file.too_large`; nothing is kept of what is refused. */
  async keep(content: Readable): Promise<KeptReport> {
    const bank = this.config.rails.bank;
    if (bank === null) throw noBank();
    const found: BankReport[] = [];
    const { sha256 } = await this.files.put(content, {
      sizeBytesMax: REPORT_BYTES_MAX,
      check: async ({ path }) => {
        const read = readBankReport(await readFile(path), bank.timeZone);
        requireOurs(read, bank);
        found.push(read);
      },
    });
    const [read] = found;
    if (read === undefined) throw new Error('A file that is kept has been read.');
    return { read, sha256 };
  }
}

/** Statements are of the account that we pay from, or they would prove nothing. */
export function requireOurs(report: BankReport, { account }: BankConfig): void {
  if (report.kind === 'pain.002') return;
  if (report.statements.some((statement) => statement.account !== account)) throw otherAccount();
}
