/**
 * Whom an address counts as, where too many of something came from it: itself, or its network of
 * IPv6, because whoever has one address of that has 2^64 of them.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [left = '', right] = address.split('::');
  const groups = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - tail.length) }, () => '0');
  const all = right === undefined ? groups : [...groups, ...zeros, ...tail];
  return all.slice(0, 4).join(':');
}
