import { createHash, hash as oneShotHash } from 'node:crypto';

import type { Bilingual } from '@app/kernel';

import { badJournal } from '../domain/bundle/bundle-error';
import type { CheckpointTrail } from '../domain/bundle/checkpoint-trail';
import type { JournalAudit } from '../domain/bundle/journal-audit';
import { faultOfText } from '../domain/bundle/journal-fault';
import { parseJournalLine } from '../domain/bundle/journal-line';
import type { JournalLine } from '../domain/bundle/journal-line';
import { HASH_BYTES } from '../domain/transparency/merkle-tree';
import { JournalLookup } from './journal-lookup';
import type { BundlePart, OpenBundle } from './open-bundle';
import { readLeaves } from './read-lines';

/** A journal that is not as it should be. */
interface Finding {
  readonly index: number;
  /** Null when its line does not tell. */
  readonly id: string | null;
  readonly fault: Bilingual;
}

/**
 * One reading of all journals of a bundle. The trail follows the hashes that the bundle lists, and
 * each line is compared with its hash: when the trail then ends at the signed root, the first line
 * that differs from its hash is the first that was changed.
 */
export class JournalPass {
  /** The first journal that does not have the hash listed for its place. */
  firstChanged: Finding | null = null;
  /** The first journal, of those before that, that breaks a rule. */
  firstAtFault: Finding | null = null;
  private readonly lookup: JournalLookup;
  private index = 0;

  constructor(
    private readonly bundle: OpenBundle,
    private readonly trail: CheckpointTrail,
    private readonly audit: JournalAudit,
  ) {
    this.lookup = new JournalLookup(bundle);
  }

  run(): void {
    try {
      for (const part of this.bundle.parts()) {
        const hashes = this.bundle.readHashes(part.hashes);
        if (this.firstChanged === null) this.readPart(part, hashes.toString('binary'));
        for (let at = 0; at < hashes.length; at += HASH_BYTES) {
          this.trail.append(hashes.subarray(at, at + HASH_BYTES));
        }
      }
      if (this.firstChanged === null) this.checkReversals();
    } finally {
      this.lookup.close();
    }
  }

  /** The file and line of a journal that was read. */
  placeOf(index: number): string {
    const { path, lineNumber } = this.lookup.placeOf(index);
    return `${path}:${lineNumber}`;
  }

  /** The error that names a finding. */
  errorOf({ index, id, fault }: Finding): Error {
    return badJournal({ index, id, ...this.lookup.placeOf(index) }, fault);
  }

  /** `listed` has one character for each byte of a hash: that compares without a copy. */
  private readPart({ journals }: BundlePart, listed: string): void {
    this.lookup.beginFile(journals, this.index);
    const digest = createHash('sha256');
    let hashAt = 0;
    for (const leaf of readLeaves(this.bundle.pathOf(journals), digest)) {
      this.lookup.add(leaf.length - 1);
      const hash = listed.slice(hashAt, hashAt + HASH_BYTES);
      if (oneShotHash('sha256', leaf, 'binary') !== hash) {
        this.firstChanged = changed(this.index, leaf.toString('utf8', 1));
        return;
      }
      if (this.firstAtFault === null) this.addToAudit(leaf.toString('utf8', 1));
      hashAt += HASH_BYTES;
      this.index += 1;
    }
    if (hashAt < listed.length) {
      this.firstChanged = { index: this.index, id: null, fault: MISSING };
    } else {
      this.bundle.noteDigest(journals, digest.digest('hex'));
    }
  }

  private addToAudit(line: string): void {
    const fault = this.audit.add(line, this.index);
    if (fault === null) return;
    const id = parseJournalLine(line)?.id ?? null;
    this.firstAtFault = { index: this.index, id, fault };
  }

  /**
   * A reversal may stand before what it reverses: they are compared when all are known. After the
   * first journal at fault none is known any more.
   */
  private checkReversals(): void {
    for (const index of this.audit.reversals) {
      if (this.firstAtFault !== null && this.firstAtFault.index < index) return;
      const reversal = this.journalAt(index);
      if (reversal === null) continue;
      const originalIndex = this.audit.indexOf(reversal.reversesId ?? '');
      if (originalIndex === null && this.firstAtFault !== null) continue;
      const original = originalIndex === null ? null : this.journalAt(originalIndex);
      const fault = this.audit.faultOfReversal({ index, reversal, originalIndex, original });
      if (fault !== null) this.firstAtFault = { index, id: reversal.id, fault };
    }
  }

  private journalAt(index: number): JournalLine | null {
    return parseJournalLine(this.lookup.lineAt(index));
  }
}

const MISSING: Bilingual = {
  en: 'it is missing, the file ends before it',
  'zh-CN': '缺失，文件在此之前结束',
};

function changed(index: number, line: string): Finding {
  const journal = parseJournalLine(line);
  const why = journal === null ? faultOfText(line) : null;
  const [en, zh] = why === null ? ['', ''] : [` (${why.en})`, `（${why['zh-CN']}）`];
  return {
    index,
    id: journal?.id ?? null,
    fault: {
      en: `it is not what the log has at this place${en}`,
      'zh-CN': `与日志中此处的内容不符${zh}`,
    },
  };
}
