import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DomainError } from '@app/kernel';

import type {
  KnownElsewhere,
  PublishedCheckpoint,
} from '../../libs/ledger/src/bundle/bundle-checkpoints';
import { verifyBundle } from '../../libs/ledger/src/bundle/verify-bundle';
import type { CanonicalJournal } from '../../libs/ledger/src/domain/canonical-journal';
import type { NoteSigner } from '../../libs/ledger/src/domain/transparency/signed-note';
import { seededKey } from '../../libs/ledger/src/domain/transparency/testing/seeded-key';
import { BundleFiles, checkpointFile } from './bundle-files';
import { SAMPLE_ORIGIN, sampleJournals, writeSampleBundle } from './sample-bundle';
import type { SampleBundle, SampleWish } from './sample-bundle';

export const COUNT = 40;
/** The journals of the bundle; those of its first file are the first 16. */
export const JOURNALS: readonly CanonicalJournal[] = [...sampleJournals(11, COUNT)];
export const [FIRST, SECOND] = ['journals-000001.jsonl', 'journals-000002.jsonl'] as const;
/** The checkpoint of all journals. */
export const WHOLE = checkpointFile(COUNT);

/** Somebody who signs in the name of the log, with a key of their own. */
export const OTHER_SIGNER: NoteSigner = {
  name: SAMPLE_ORIGIN,
  privateKey: seededKey(Buffer.alloc(32, 9)),
};

/** A good bundle with checkpoints of 10, 25 and 40 journals, in a folder with room for others. */
export class BundleUnderTest {
  private constructor(
    private readonly around: string,
    readonly path: string,
    readonly sample: SampleBundle,
    private readonly written: BundleFiles,
  ) {}

  static async write(): Promise<BundleUnderTest> {
    const around = mkdtempSync(join(tmpdir(), 'ganpei-bundle-'));
    const path = join(around, 'bundle');
    const sample = await writeSampleBundle(path, {
      journals: JOURNALS,
      checkpointsAt: [10, 25],
      journalsPerFile: 16,
    });
    return new BundleUnderTest(around, path, sample, BundleFiles.read(path));
  }

  remove(): void {
    rmSync(this.around, { recursive: true, force: true });
  }

  /** Its files, to be changed. */
  files(): BundleFiles {
    return this.written.copy();
  }

  /** How it is refused when it has these files instead. */
  refusalWith(files: BundleFiles, known: KnownElsewhere = {}): DomainError {
    files.write(this.path, this.written);
    try {
      return refusalOf(this.path, known);
    } finally {
      this.written.write(this.path, files);
    }
  }

  /** Writes a bundle beside it, of the same journals unless others are wished for. */
  async another(name: string, wish: Partial<SampleWish> = {}): Promise<string> {
    const out = join(this.around, name);
    await writeSampleBundle(out, { journals: JOURNALS, ...wish });
    return out;
  }

  /** The checkpoint of so many journals, as somebody kept it who saw it published. */
  publishedCheckpoint(size: number): PublishedCheckpoint {
    return { path: 'published.txt', note: Buffer.from(this.sample.notes.get(size)!) };
  }
}

/** The one sentence that a bundle is refused with. */
export function refusalOf(path: string, known: KnownElsewhere = {}): DomainError {
  try {
    verifyBundle(path, known);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('It was found good.');
}
