import { Inject, Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { CONFIG, FileStore } from '@app/platform';
import type { Actor, Config, Reads } from '@app/platform';

import type { BundleEntry } from './bundle-entry';
import { bundleReadme } from './bundle-readme';
import { BundleZip } from './bundle-zip';
import { CallbackFiles } from './callback-files';
import { ClaimFiles } from './claim-files';
import { DecisionFiles } from './decision-files';
import { EvidenceFiles } from './evidence-files';
import { LedgerFiles } from './ledger-files';
import { MoneyFiles } from './money-files';
import { ThreadFiles } from './thread-files';

/** The parts of a bundle, in the order in which they stand in it. */
@Injectable()
class BundleParts {
  constructor(
    private readonly claimFiles: ClaimFiles,
    private readonly threadFiles: ThreadFiles,
    private readonly callbackFiles: CallbackFiles,
    private readonly decisionFiles: DecisionFiles,
    private readonly evidenceFiles: EvidenceFiles,
    private readonly moneyFiles: MoneyFiles,
    private readonly ledgerFiles: LedgerFiles,
  ) {}

  async entries(reads: Reads, claim: ClaimEntity, reader: Actor): Promise<BundleEntry[]> {
    return [
      ...(await this.claimFiles.entries(reads, claim)),
      ...(await this.threadFiles.entries(reads, claim)),
      ...(await this.callbackFiles.entries(reads, claim)),
      ...(await this.decisionFiles.entries(reads, claim)),
      ...(await this.evidenceFiles.entries(reads, claim, reader)),
      ...(await this.moneyFiles.entries(reads, claim)),
      ...(await this.ledgerFiles.entries(reads, claim)),
    ];
  }
}

/**
 * Everything that a claimant may see of a claim, as one file for them and for their ombudsman; for
 * others with the files as they may see them.
 */
@Injectable()
export class ClaimBundle {
  constructor(
    private readonly parts: BundleParts,
    private readonly files: FileStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Reads all that is to be written, and looks whether each stored file is there. After that only
   * the reading of a stored file itself can fail.
   */
  async of(reads: Reads, claim: ClaimEntity, reader: Actor): Promise<BundleZip> {
    const { reference } = claim;
    const parts = await this.parts.entries(reads, claim, reader);
    const missing = await this.missingFrom(parts);
    const about = { reference, supportPhone: this.config.supportPhone, madeAt: this.clock.now() };
    const readme = bundleReadme(about, parts, missing);
    return new BundleZip(this.files, about, { entries: [...readme, ...parts], missing });
  }

  private async missingFrom(entries: readonly BundleEntry[]): Promise<ReadonlySet<string>> {
    const missing = new Set<string>();
    for (const entry of entries) {
      if ('sha256' in entry && !(await this.files.has(entry.sha256))) missing.add(entry.path);
    }
    return missing;
  }
}

/** What puts a bundle together. */
export const BUNDLE_PROVIDERS = [
  ClaimFiles,
  ThreadFiles,
  CallbackFiles,
  DecisionFiles,
  EvidenceFiles,
  MoneyFiles,
  LedgerFiles,
  BundleParts,
  ClaimBundle,
];
