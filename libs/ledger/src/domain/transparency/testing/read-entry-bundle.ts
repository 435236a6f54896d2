/** The entries of a bundle (C2SP tlog-tiles), as who follows the log reads them. */
export function readEntryBundle(bundle: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  for (let at = 0; at < bundle.length;) {
    const begin = at + 2;
    at = begin + bundle.readUInt16BE(at);
    if (at > bundle.length) throw new RangeError('The bundle is cut off within an entry.');
    entries.push(bundle.subarray(begin, at));
  }
  return entries;
}
