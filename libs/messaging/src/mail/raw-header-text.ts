/** GB 18030 holds GBK and GB 2312: what Chinese programs write when they say nothing. */
const LIKELY = ['utf-8', 'gb18030'];

/**
 * Reads a header field that was written in 8-bit characters without saying which. `raw` has one
 * character for each byte; the character set of the mail's text is tried after UTF-8.
 */
export function rawHeaderText(raw: string, charset: string | null): string {
  const bytes = Buffer.from(raw, 'latin1');
  for (const label of [...LIKELY.slice(0, 1), ...(charset ?? '').split(' '), ...LIKELY.slice(1)]) {
    const text = decoded(bytes, label);
    if (text !== null) return text;
  }
  return raw;
}

function decoded(bytes: Buffer, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null; // Not in this character set, or there is none of this name.
  }
}
