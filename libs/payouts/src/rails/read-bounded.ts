/**
 * Reads a response body up to a number of bytes and then hangs up, so that neither a huge answer
 * nor an endless one costs more memory than that. `undefined`: there was more.
 */
export async function readBounded(
  response: Response,
  bytesMax: number,
): Promise<string | undefined> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = (await reader.read()) as { done: boolean; value?: Uint8Array };
    if (done || value === undefined) return Buffer.concat(chunks).toString('utf8');
    size += value.byteLength;
    if (size > bytesMax) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
}
