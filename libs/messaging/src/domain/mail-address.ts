/** RFC 5321 §4.5.3.1.3, less the brackets around it. */
const LENGTH_MAX = 254;
const FORM = /^([^\s<>"(),:;\\[\]@\p{C}]{1,64})@([^\s<>"(),:;\\[\]@/?#%\p{C}]{1,190})$/u;

/**
 * An address as it is compared and written down: no brackets, lower case, the domain in the letters
 * of DNS. Lower case also before the @, where RFC 5321 leaves it to the host: no provider that
 * people use tells two of its customers apart by it. Null when it is no address.
 */
export function plainAddress(text: string): string | null {
  const bare = /^<?([^<>]*)>?$/.exec(text.trim())?.[1]?.trim() ?? '';
  const [, local = '', domain = ''] = FORM.exec(bare.normalize('NFC')) ?? [];
  const host = domain === '' ? null : hostOf(domain);
  if (host === null) return null;
  const address = `${local.toLowerCase()}@${host}`;
  return address.length <= LENGTH_MAX ? address : null;
}

/** Whether two texts name one mailbox; a text that is no address names none. */
export function isSameMailbox(one: string, other: string | null): boolean {
  const address = plainAddress(one);
  return address !== null && other !== null && address === plainAddress(other);
}

/** As much of an address as operators need to recognise it: `l***@example.com`. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '***' : `${[...address][0] ?? ''}***${address.slice(at)}`;
}

/** International names in the letters of DNS (`xn--…`), as mail servers send them. */
function hostOf(domain: string): string | null {
  const url = `http://${domain}/`;
  if (!URL.canParse(url)) return null;
  const { hostname } = new URL(url);
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(hostname) ? hostname : null;
}
