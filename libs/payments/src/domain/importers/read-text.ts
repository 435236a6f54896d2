import { controlCharacter, missingValue, numberDamaged, textTooLong } from './row-refusals';

/** Longest texts that are taken over, in UTF-16 units. */
export const ID_CHARS_MAX = 128;
export const NAME_CHARS_MAX = 200;
const DESCRIPTION_CHARS_MAX = 1_000;

// eslint-disable-next-line no-control-regex -- finding control characters is what it is for
const CONTROL = /[\u0000-\u001f\u007f]/;
const SCIENTIFIC = /^\d(?:\.\d+)?E\+\d{2}$/i;

/** A short text on one line: trimmed, without control characters. Blank becomes `undefined`. */
export function readText(cell: string, field: string, charsMax: number): string | undefined {
  const text = cell.trim();
  if (text === '') return undefined;
  if (text.length > charsMax) throw textTooLong(field, text, charsMax);
  if (CONTROL.test(text)) throw controlCharacter(field, text);
  return text;
}

/** An id that must be there and that no spreadsheet has turned into `4.2E+27`. */
export function readId(cell: string, field: string): string {
  const id = readText(cell, field, ID_CHARS_MAX);
  if (id === undefined) throw missingValue(field);
  if (SCIENTIFIC.test(id)) throw numberDamaged(field, id);
  return id;
}

/** Free text for people: line breaks and tabs become spaces. */
export function readDescription(cell: string, field: string): string | undefined {
  return readText(cell.replaceAll(/[^\S ]+/g, ' '), field, DESCRIPTION_CHARS_MAX);
}
