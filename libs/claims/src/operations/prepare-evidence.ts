import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { Inject, Injectable, Logger } from '@nestjs/common';

import { Clock, laneOfId } from '@app/kernel';
import { CONFIG, FileStore, UnitOfWork } from '@app/platform';
import type { Config, Tx } from '@app/platform';

import { pdfCautions, pictureCautions } from '../domain/evidence-caution';
import { isPicture } from '../domain/evidence-type';
import { EvidenceQueries } from '../evidence/evidence.queries';
import type { PreparedEvidence } from '../evidence/evidence.queries';
import { decodingInTurn } from '../evidence/inspection/decoding-gate';
import { cleanCopy } from '../evidence/inspection/pictures';
import { readPdf } from '../evidence/inspection/read-pdf';
import { scan } from '../evidence/inspection/scanner';
import { ClaimEvidencePreparationEntity } from '../persistence/claim-evidence-preparation.entity';
import { ProvisionalFiles } from '../evidence/provisional-files';
import { QuarantineEvidence } from './quarantine-evidence';

type Preparation = Partial<
  Pick<
    ClaimEvidencePreparationEntity,
    'copySha256' | 'copySizeBytes' | 'cautions' | 'scan' | 'threat' | 'preparedAt' | 'dueAt'
  >
>;

/** A copy may be larger than its original: a PNG is packed anew. */
const COPY_BYTES_MAX = 64 * 1_024 * 1_024;
/** A scanner that is away is asked again after so long. */
const SCAN_AGAIN_MS = 60_000;

/** Prepares a file that was handed in for those who look at it. */
@Injectable()
export class PrepareEvidence {
  private readonly logger = new Logger(PrepareEvidence.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
    private readonly evidence: EvidenceQueries,
    private readonly quarantine: QuarantineEvidence,
    private readonly provisional: ProvisionalFiles,
    @Inject(CONFIG) private readonly config: Pick<Config, 'files'>,
    private readonly clock: Clock,
  ) {}

  /**
   * Scans it, makes the copy of a picture, and finds what to know of it. A scanner that is away
   * holds nothing else up. Safe to repeat and to run twice at once; no transaction waits for it.
   */
  async run({ evidenceId }: { evidenceId: string }): Promise<void> {
    const found = await this.evidence.byId(this.unitOfWork.reads, evidenceId);
    if (found === null) return;
    if (found.preparation.dueAt === null) return;
    const content = await this.contentOf(found);
    const scanned = await this.scanned(found, content);
    if (typeof scanned.threat === 'string') {
      await this.quarantine.run({ evidenceId, threat: scanned.threat });
      return;
    }
    const prepared = found.preparation.preparedAt === null ? await this.look(found, content) : {};
    const isScanned = (scanned.scan ?? found.preparation.scan) !== 'unscanned';
    const dueAt = isScanned ? null : new Date(this.clock.now().getTime() + SCAN_AGAIN_MS);
    await this.unitOfWork.transaction((tx) =>
      this.write(tx, evidenceId, { ...scanned, ...prepared, dueAt }),
    );
  }

  /** A file that was changed where it lies is not what was handed in. */
  private async contentOf({ evidence }: PreparedEvidence): Promise<Buffer> {
    const content = await buffer(this.files.read(evidence.sha256));
    const sha256 = createHash('sha256').update(content).digest('hex');
    if (sha256 === evidence.sha256) return content;
    throw new Error(`The file of ${evidence.id} is not what was handed in: ${sha256}.`);
  }

  private async scanned(
    { evidence, preparation }: PreparedEvidence,
    content: Buffer,
  ): Promise<Preparation> {
    if (preparation.scan !== 'unscanned') return {};
    const { scanner } = this.config.files;
    if (scanner === null) return { scan: 'off' };
    try {
      const threat = await scan(content, scanner);
      return threat === null ? { scan: 'clean' } : { scan: 'infected', threat };
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      this.logger.warn({ event: 'evidence.unscanned', evidenceId: evidence.id, error: said });
      return {};
    }
  }

  private async look({ evidence }: PreparedEvidence, content: Buffer): Promise<Preparation> {
    const preparedAt = this.clock.now();
    const { mediaType } = evidence;
    if (!isPicture(mediaType)) return { cautions: pdfCautions(await readPdf(content)), preparedAt };
    const copy = await decodingInTurn(() => cleanCopy(content, mediaType));
    const { sha256, sizeBytes } = await this.files.put(Readable.from([copy]), {
      sizeBytesMax: COPY_BYTES_MAX,
      check: (file) => this.provisional.note(file.sha256),
    });
    const cautions = pictureCautions(content, mediaType);
    return { copySha256: sha256, copySizeBytes: sizeBytes, cautions, preparedAt };
  }

  private async write(tx: Tx, evidenceId: string, preparation: Preparation): Promise<void> {
    const key = { lane: laneOfId(evidenceId), evidenceId };
    const now = await tx.findOneOrFail(ClaimEvidencePreparationEntity, {
      where: key,
      lock: { mode: 'pessimistic_write' },
    });
    if (now.scan !== 'infected') await tx.update(ClaimEvidencePreparationEntity, key, preparation);
  }
}
