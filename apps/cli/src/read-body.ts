import type { IncomingMessage } from 'node:http';

/** More than any message to an emulator or adapter has. */
const BODY_BYTES_MAX = 64 * 1_024;

/** The body of a request as text; null when it is longer than anything that belongs here. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
