/**
 * The address that dials a number as people write it, or null if it has too few digits to dial.
 * What follows a word, such as an extension, is for the person to key in.
 */
export function telephoneLink(phone: string): string | null {
  const written = /^\s*[+\d(][\d\s().-]*/.exec(phone)?.[0] ?? '';
  const dialled = written.replace(/[^+\d]/g, '');
  return dialled.length < 3 ? null : `tel:${dialled}`;
}
