import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ScannerAddress } from '@app/platform';

/** What a scanner says of a file: the name of what it found, or null when it found nothing. */
export type Threat = string | null;

const ANSWER_TIMEOUT_MS = 30_000;
/** clamd takes up to its `StreamMaxLength` in pieces of any size. */
const PIECE_BYTES = 64 * 1_024;
const ANSWER_LENGTH_MAX = 1_000;

/**
 * Lets clamd look at a file: its `INSTREAM` command (clamd(8)) takes pieces with their length in
 * front, and an empty one ends the stream. Throws when it does not answer, or not with a verdict.
 */
export async function scan(content: Buffer, address: ScannerAddress): Promise<Threat> {
  const socket = connect({ ...address });
  const answer = answerOf(socket);
  socket.write('zINSTREAM\0');
  for (let at = 0; at < content.length; at += PIECE_BYTES) {
    const piece = content.subarray(at, at + PIECE_BYTES);
    socket.write(lengthOf(piece));
    socket.write(piece);
  }
  socket.write(lengthOf(Buffer.alloc(0)));
  const timeout = new AbortController();
  const late = sleep(ANSWER_TIMEOUT_MS, null, { signal: timeout.signal, ref: false }).then(() => {
    throw new Error('clamd did not answer in time.');
  });
  try {
    return verdictOf(await Promise.race([answer, late]));
  } finally {
    late.catch(() => undefined);
    timeout.abort();
    socket.destroy();
  }
}

function lengthOf(piece: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(piece.length);
  return length;
}

/** What came until the scanner hung up, or said that it would: an answer ends with NUL. */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('latin1');
    socket.on('error', reject);
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\0') || text.length > ANSWER_LENGTH_MAX) resolve(text);
    });
    socket.on('end', () => {
      resolve(text);
    });
  });
}

/** `stream: OK`, or `stream: Win.Test.EICAR_HDB-1 FOUND`; all else is no verdict. */
function verdictOf(answer: string): Threat {
  const text = answer.split('\0')[0]?.trim() ?? '';
  if (text === 'stream: OK') return null;
  const threat = /^stream: (\S{1,200}) FOUND$/.exec(text)?.[1];
  if (threat !== undefined) return threat;
  throw new Error(`clamd gave no verdict: ${JSON.stringify(text.slice(0, 100))}`);
}
