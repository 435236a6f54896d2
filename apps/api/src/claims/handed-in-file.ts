import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';

import type { EvidenceFiles, NewEvidence } from '@app/claims';
import { receiveUpload } from '@app/platform';
import type { RequestWithContext } from '@app/platform';

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
  return applyDecorators(
    TakesFile(),
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: ['file', 'item'],
        properties: {
          file: { type: 'string', format: 'binary' },
          item: { type: 'string' },
          description: { type: 'string', maxLength: DESCRIPTION_LENGTH_MAX },
        },
      },
    }),
  );
}

/** Reads the upload of such a route to its end, and keeps the file if it may be evidence. */
export async function receiveHandedIn(
  request: RequestWithContext,
  evidenceFiles: EvidenceFiles,
): Promise<HandedInFile> {
  const upload = await receiveUpload(request, (content) => evidenceFiles.keep(content));
  const { stored: file, fileName, fields } = upload;
  const { sha256, mediaType } = file;
  const item = itemOf(fields);
  const description = textField(fields, 'description', DESCRIPTION_LENGTH_MAX);
  return {
    handed: { item, file, mediaType, fileName, description },
    content: { ...fields, sha256 },
  };
}
