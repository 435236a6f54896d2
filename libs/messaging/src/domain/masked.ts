const HIDDEN = '***';
const DIGITS_SHOWN = 4;

/** A name by which its bearer knows it and nobody else: `王***`, `L*** X***`. */
export function maskedName(name: string): string {
  const words = name.normalize('NFC').trim().split(/\s+/u);
  return words.map((word) => `${[...word][0] ?? ''}${HIDDEN}`).join(' ');
}

/** A telephone number by its last digits: `***8000`. One that is hardly longer shows nothing. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 2 * DIGITS_SHOWN ? HIDDEN : `${HIDDEN}${digits.slice(-DIGITS_SHOWN)}`;
}
