import { pipeline } from 'node:stream/promises';

import { Logger } from '@nestjs/common';
import type { Response } from 'express';

/** Who takes nothing for so long is taken for gone: a phone in a tunnel is back sooner. */
const STALLED_MS = 120_000;
/** What the driver says of a reader who went away before the end. */
const READER_LEFT = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'EPIPE']);

const logger = new Logger('Answer');

/**
 * Sends an answer piece by piece, no faster than it is read, for every controller whose answer is
 * large. When the reader leaves, or takes nothing for `stalledMs`, it stops, and lets go of the
 * content: a file is closed, a generator runs its `finally`. Content that cannot be read to its end
 * cuts the connection, so that nobody takes a part for the whole; `answer.broke_off` is logged. It
 * resolves when nothing of the answer is held any more, and never rejects: the head is sent.
 */
export async function streamAnswer(
  response: Response,
  content: AsyncIterable<Buffer | string>,
  { stalledMs = STALLED_MS }: { readonly stalledMs?: number } = {},
): Promise<void> {
  response.setTimeout(stalledMs, () => {
    response.destroy();
  });
  try {
    await pipeline(content, response);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (READER_LEFT.has(code)) return;
    logger.error({ event: 'answer.broke_off', error: message });
  }
}
