/**
 * The first characters of a text, never half of a surrogate pair. The result is a text of its own:
 * a slice would keep the whole of a long line in memory for as long as somebody keeps the slice.
 */
export function shortened(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  const last = text.charCodeAt(charsMax - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  const cut = text.slice(0, splitsPair ? charsMax - 1 : charsMax);
  return Buffer.from(cut, 'utf8').toString('utf8');
}
