/** The first characters of a text, never half of a surrogate pair: no JSON reader takes that. */
export function shortened(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(charsMax - 1));
  return text.slice(0, splitsPair ? charsMax - 1 : charsMax);
}
