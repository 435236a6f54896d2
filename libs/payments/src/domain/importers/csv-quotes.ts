/** Where a line of RFC 4180 ends: outside of quotes, inside of them, or beyond the rules. */
export type QuoteState = 'outside' | 'inside' | 'malformed';

const QUOTE = '"';
const COMMA = ',';

/**
 * Follows the quotes through one more line of a record. A quote opens a field only at its very
 * beginning, `""` inside is a quote, and after the closing one the field must end; anything else is
 * malformed. Deciding this line by line is what lets a stray quote cost one row and not the file:
 * csv-parse alone would read on to the next quote, wherever that is.
 */
export function quoteStateAfter(line: string, isInside: boolean): QuoteState {
  if (!line.includes(QUOTE)) return isInside ? 'inside' : 'outside';
  let end = isInside ? endOfQuoted(line, 0) : endOfField(line, 0);
  while (typeof end === 'number' && end < line.length) end = endOfField(line, end + 1);
  return typeof end === 'number' ? 'outside' : end;
}

/** Where the field ends: at a comma or at the end of the line. */
function endOfField(line: string, start: number): number | 'inside' | 'malformed' {
  if (line.charAt(start) === QUOTE) return endOfQuoted(line, start + 1);
  const comma = line.indexOf(COMMA, start);
  const end = comma < 0 ? line.length : comma;
  return line.slice(start, end).includes(QUOTE) ? 'malformed' : end;
}

function endOfQuoted(line: string, from: number): number | 'inside' | 'malformed' {
  let quote = line.indexOf(QUOTE, from);
  while (quote >= 0 && line.charAt(quote + 1) === QUOTE) quote = line.indexOf(QUOTE, quote + 2);
  if (quote < 0) return 'inside';
  const end = quote + 1;
  return end === line.length || line.charAt(end) === COMMA ? end : 'malformed';
}
