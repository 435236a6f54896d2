/**
 * Negative, zero or positive as version `a` is older than, the same as or newer than `b`: number by
 * number, so that 0.10.0 is newer than 0.9.0 and 1 is the same as 1.0.
 */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  const length = Math.max(left.length, right.length);
  for (let part = 0; part < length; part += 1) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
