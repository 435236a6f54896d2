/**
 * Reads standard Base64 with padding (RFC 4648 §4). Null for anything that is not the one way to
 * write its bytes: Node itself skips foreign characters and spare bits, and a signed text must not
 * have two spellings.
 */
export function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
