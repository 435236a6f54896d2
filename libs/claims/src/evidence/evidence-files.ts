import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';

import { Inject, Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';

import { FileStore } from '@app/platform';
import type { StoredFile } from '@app/platform';

import { EVIDENCE_BYTES_MAX } from '../domain/evidence-limits';
import { isPicture, requireEvidenceType } from '../domain/evidence-type';
import type { EvidenceType } from '../domain/evidence-type';
import { decodingInTurn } from './inspection/decoding-gate';
import { readPdf } from './inspection/read-pdf';
import { readPicture } from './inspection/pictures';
import { ProvisionalFiles } from './provisional-files';

/** A file that was looked at and is kept. */
export interface InspectedFile extends StoredFile {
  readonly mediaType: EvidenceType;
}

/** What somebody asks of a file besides that it can be looked at. */
export interface FileWish {
  /** The digest that its sender announced. */
  readonly sha256?: string;
  /** Says whether it is welcome where it is to go; when it throws, nothing is kept. */
  readonly welcome?: (file: StoredFile) => Promise<void>;
}

/** Takes files in as evidence: what cannot be looked at safely and in full is not kept at all. */
@Injectable()
export class EvidenceFiles {
  constructor(
    private readonly files: FileStore,
    @Inject(ProvisionalFiles) private readonly provisional: Pick<ProvisionalFiles, 'note'>,
  ) {}

  /**
   * Keeps a file once it is welcome, known by its content and read to its end. Refuses what is too
   * large, of another type or digest, or unreadable; the words say what would be right. What no
   * record names a day later goes again.
   */
  async keep(content: Readable, { welcome, ...announced }: FileWish = {}): Promise<InspectedFile> {
    const found: EvidenceType[] = [];
    const stored = await this.files.put(content, {
      sizeBytesMax: EVIDENCE_BYTES_MAX,
      ...announced,
      check: async ({ path, sha256, sizeBytes }) => {
        await welcome?.({ sha256, sizeBytes });
        found.push(await decodingInTurn(async () => inspect(await readFile(path))));
        await this.provisional.note(sha256);
      },
    });
    const [mediaType] = found;
    if (mediaType === undefined) throw new Error('A file is kept after it was looked at.');
    return { ...stored, mediaType };
  }
}

async function inspect(content: Buffer): Promise<EvidenceType> {
  const known = await fileTypeFromBuffer(content);
  const mediaType = requireEvidenceType(known?.mime ?? null, content.length);
  if (isPicture(mediaType)) await readPicture(content);
  else await readPdf(content);
  return mediaType;
}
