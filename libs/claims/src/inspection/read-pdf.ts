import { promisify } from 'node:util';
import { constants, inflate } from 'node:zlib';

import { isWholePdf, namesIn, objectStreams } from '../domain/pdf-text';
import { unreadable } from '../domain/readable-file';

const inflated = promisify(inflate);

/** Objects of a document are text; those of a large one are a few megabytes. */
const OBJECT_BYTES_MAX = 32 * 1_024 * 1_024;

/**
 * The telling names of a PDF, those in its compressed objects included. Refuses one that is not
 * whole, or whose objects are a bomb, with `evidence.unreadable`. Nothing of it is interpreted: the
 * known libraries unpack whatever they find, without a limit.
 */
export async function readPdf(content: Buffer): Promise<ReadonlySet<string>> {
  const text = content.toString('latin1');
  const streams = isWholePdf(text) ? objectStreams(text) : null;
  if (streams === null) throw unreadable('PDF');
  const names = namesIn(text);
  let left = OBJECT_BYTES_MAX;
  for (const { dataAt } of streams) {
    const objects = await unpacked(content.subarray(dataAt), left);
    left -= objects.length;
    for (const name of namesIn(objects.toString('latin1'))) names.add(name);
  }
  return names;
}

/** Nothing of what is encrypted, or not packed at all: that stands in the file as it is. */
async function unpacked(data: Buffer, bytesMax: number): Promise<Buffer> {
  try {
    const options = { maxOutputLength: bytesMax, finishFlush: constants.Z_SYNC_FLUSH };
    return await inflated(data, options);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw unreadable('PDF');
    return Buffer.alloc(0);
  }
}
