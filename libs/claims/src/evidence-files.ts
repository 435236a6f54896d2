import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';

import { Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';

import { FileStore } from '@app/platform';
import type { StoredFile } from '@app/platform';

import { EVIDENCE_BYTES_MAX } from './domain/evidence-limits';
import { isPicture, requireEvidenceType } from './domain/evidence-type';
import type { EvidenceType } from './domain/evidence-type';
import { decodingInTurn } from './inspection/decoding-gate';
import { readPdf } from './inspection/read-pdf';
import { readPicture } from './inspection/pictures';

/** A file that was looked at and is kept. */
export interface InspectedFile extends StoredFile {
  readonly mediaType: EvidenceType;
}

/** Takes files in as evidence: what cannot be looked at safely and in full is not kept at all. */
@Injectable()
export class EvidenceFiles {
  constructor(private readonly files: FileStore) {}

  /**
   * Keeps a file once it is known by its content and has been read to its end. Refuses what is too
   * large, of another type or digest, or unreadable; the words say what would be right.
   */
  async keep(content: Readable, announced: { sha256?: string } = {}): Promise<InspectedFile> {
    const found: EvidenceType[] = [];
    const stored = await this.files.put(content, {
      sizeBytesMax: EVIDENCE_BYTES_MAX,
      ...announced,
      check: async ({ path }) => {
        found.push(await decodingInTurn(async () => inspect(await readFile(path))));
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
