const BYTES = 16;

/**
 * A new key under which a write happens once, however often it is sent. Not `randomUUID`, which
 * browsers have on HTTPS and localhost only.
 */
export function newRequestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
