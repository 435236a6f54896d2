/** GB 18030 holds GBK and GB 2312: what Chinese programs write when they say nothing. */
const CHINESE = 'gb18030';
/** Two bytes for a character; in Western text one such byte stands alone among letters. */
const PAIR = /[\x80-\xff]{2}/;
/** What windows-1252 has from 0x80 to 0x9f; the decoder of Node 20 reads ISO 8859-1 there. */
const WESTERN = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
/** The libraries of mail read it as one character for each byte, whatever the byte. */
const BYTES = 'binary';

/**
 * Reads 8-bit text whose program did not say in which character set it is: UTF-8 when it fits, then
 * the one that `charset` names, GB 18030, and the set of Western programs, which always fits. `raw`
 * has one character for each byte.
 */
export function undeclaredText(raw: string, charset: string | null = null): string {
  const bytes = Buffer.from(raw, 'latin1');
  const chinese = PAIR.test(raw) ? [CHINESE] : [];
  for (const label of ['utf-8', ...(charset === null ? [] : [charset]), ...chinese]) {
    const text = decoded(bytes, label);
    if (text !== null) return text;
  }
  return raw.replace(/[\x80-\x9f]/g, (byte) => WESTERN.charAt(byte.charCodeAt(0) - 0x80));
}

/**
 * The same for a text that was read by `withBytesDeclared`; what stands in it from parts that did
 * name their set is no bytes, and stays.
 */
export function undeclaredParts(text: string): string {
  return text.replace(/[\0-\xff]+/g, (bytes) => undeclaredText(bytes));
}

const ROOT_END = /\r?\n\r?\n|$/;
const BOUNDARY = /boundary\s*=\s*"?([^"\s;]{1,100})/gi;
/** The head of a part: what stands between a boundary and an empty line. */
const PART_HEAD = /(\n--[^\r\n]{1,200}\r?\n)((?:[^\r\n]+\r?\n){1,50})(?=\r?\n)/g;
const TEXT_TYPE = /^(content-type:[ \t]*text\/(?:plain|html)\b)((?:[^\r\n]|\r?\n[ \t])*)/im;

/** The mail with every text that names no character set declared as bytes (RFC 2045 §5.2). */
export function withBytesDeclared(raw: Buffer): Buffer {
  const mail = raw.toString('latin1');
  const end = ROOT_END.exec(mail)?.index ?? mail.length;
  const head = declared(mail.slice(0, end));
  const isTyped = /^content-type:/im.test(head);
  const typed = isTyped ? head : `Content-Type: text/plain; charset=${BYTES}\r\n${head}`;
  const boundaries = new Set([...mail.matchAll(BOUNDARY)].map(([, name = '']) => `--${name}`));
  const body = mail
    .slice(end)
    .replace(PART_HEAD, (all, line: string, part: string) =>
      boundaries.has(line.trim()) ? line + declared(part) : all,
    );
  return Buffer.from(typed + body, 'latin1');
}

function declared(head: string): string {
  return head.replace(TEXT_TYPE, (all, type: string, rest: string) =>
    /charset\s*=/i.test(rest) ? all : `${type}; charset=${BYTES}${rest}`,
  );
}

function decoded(bytes: Buffer, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null; // Not in this character set, or there is none of this name.
  }
}
