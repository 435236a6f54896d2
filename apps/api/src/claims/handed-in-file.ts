import type { IncomingHttpHeaders } from 'node:http';

import { Injectable } from '@nestjs/common';

import { CountArrival, EVIDENCE_BYTES_MAX, EvidenceFiles } from '@app/claims';
import type { NewEvidence } from '@app/claims';
import { receiveUpload } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { TakesFile } from '../http/takes-file';
import { DESCRIPTION_LENGTH_MAX } from './evidence.dto';
import { itemOf, textField } from './upload-fields';

interface HandedInFile {
  /** The file, kept already, and what was said about it. */
  readonly handed: Omit<NewEvidence, 'claimId'>;
  /** What the request says, to tell a repeated one from another one under the same key. */
  readonly content: object;
}

/** A route that takes one file for one item of the evidence list. */
export function TakesEvidence(): MethodDecorator {
  return TakesFile({
    required: ['item'],
    properties: {
      item: { type: 'string' },
      description: { type: 'string', maxLength: DESCRIPTION_LENGTH_MAX },
    },
  });
}

/** What a file has to be welcome as, before it is kept; throws when it is not. */
type RequireWelcome = (file: Pick<NewEvidence, 'item' | 'file'>) => Promise<unknown>;

/** Takes the uploads of such routes. */
@Injectable()
export class HandedInFiles {
  constructor(
    private readonly evidenceFiles: EvidenceFiles,
    private readonly countArrival: CountArrival,
  ) {}

  /**
   * Reads an upload to its end, and keeps the file if it is welcome and may be evidence. What
   * comes is among the bytes of the person's day, kept or not.
   */
  async receive(
    request: RequestWithContext,
    actor: Actor,
    requireWelcome: RequireWelcome,
  ): Promise<HandedInFile> {
    const upload = await this.countArrival.run(actor, announcedBytes(request.headers), async () => {
      const received = await receiveUpload(request, (content, words) =>
        this.evidenceFiles.keep(content, {
          welcome: async (file) => {
            await requireWelcome({ item: itemOf((await words).fields), file });
          },
        }),
      );
      return { file: received, sizeBytes: received.stored.sizeBytes };
    });
    const { stored: file, fileName, fields } = upload;
    const { sha256, mediaType } = file;
    const item = itemOf(fields);
    const description = textField(fields, 'description', DESCRIPTION_LENGTH_MAX);
    return {
      handed: { item, file, mediaType, fileName, description },
      content: { ...fields, sha256 },
    };
  }
}

/** The most bytes of a file that can come with a request. */
export function announcedBytes(headers: IncomingHttpHeaders): number {
  const length = headers['content-length'];
  return length === undefined ? EVIDENCE_BYTES_MAX : Math.min(Number(length), EVIDENCE_BYTES_MAX);
}
