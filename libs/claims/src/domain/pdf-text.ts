/** What can be told of a PDF without interpreting it. */
export interface PdfReading {
  /** The telling names in it. */
  readonly names: ReadonlySet<string>;
  /** Some of its objects could not be looked into: there may be more names. */
  readonly isHidden: boolean;
  /** Something else stands behind it, or between what was added to it. */
  readonly hasMore: boolean;
}

/** A stream of a PDF that holds objects: where its data begin in the file. */
export interface ObjectStream {
  readonly dataAt: number;
}

/** More streams than any statement of a bank has; looking through them takes long. */
const STREAMS_MAX = 20_000;
/** ISO 32000-2, 7.5.5: readers look for the end mark in the last kilobyte. */
const END_WITHIN = 1_024;
/** The dictionary of an object stream is short. */
const DICTIONARY_MAX = 1_000;

/**
 * Whether a file, read as Latin-1, begins and ends as a PDF does and names the root of its objects
 * (ISO 32000-2, 7.5). What is cut off, or has other content behind it, does not. `names` are the
 * telling ones in it.
 */
export function isWholePdf(text: string, names: ReadonlySet<string>): boolean {
  if (!/^%PDF-[12]\.\d/.test(text)) return false;
  const end = text.lastIndexOf('%%EOF');
  if (end < 0 || end < text.length - END_WITHIN) return false;
  const tail = text.slice(Math.max(0, end - 200), end);
  return /startxref\s+\d+\s+$/.test(tail) && names.has('Root');
}

/**
 * What may stand behind the end of a document: white space and comments, and then what was added to
 * it, which begins with an object or a table (ISO 32000-2, 7.5.6), or nothing.
 */
const BEHIND_END = new RegExp(
  [
    String.raw`[\0\t\n\f\r ]*`,
    String.raw`(?:%[ -~]{0,200}(?:[\r\n]|$)[\0\t\n\f\r ]*){0,20}`,
    String.raw`(?:\d{1,10}\s{1,9}\d{1,5}\s{1,9}obj\b|xref\b|$)`,
  ].join(''),
  'y',
);

/** Whether a PDF, read as Latin-1, has something else behind one of its ends. */
export function hasMoreBehindPdf(text: string): boolean {
  for (const { 0: mark, index } of text.matchAll(/%%EOF/g)) {
    BEHIND_END.lastIndex = index + mark.length;
    if (!BEHIND_END.test(text)) return true;
  }
  return false;
}

/** The names that count here; all others are left out. */
const TELLING =
  /\/(Root|Encrypt|JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|XFA)(?![\w.-])/g;

/** The telling names in a part of a PDF, also when their letters are written as numbers. */
export function namesIn(text: string): Set<string> {
  const plain = text.includes('#') ? lettersOf(text) : text;
  return new Set([...plain.matchAll(TELLING)].map(([, name = '']) => name));
}

/** No telling name is longer, with all its letters written as numbers. */
const NAME_LENGTH_MAX = 64;

/**
 * Parts a text that is not at its end yet where its last name begins, which may go on in what
 * comes; so each name is whole in one part.
 */
export function splitAtName(text: string): readonly [whole: string, begun: string] {
  const at = text.lastIndexOf('/');
  if (at < text.length - NAME_LENGTH_MAX) return [text, ''];
  return [text.slice(0, at), text.slice(at)];
}

/** ISO 32000-2, 7.3.5: `/J#61vaScript` is `/JavaScript`. */
function lettersOf(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Where compressed objects stand in a PDF; null when it has more streams than can be looked at. */
export function objectStreams(text: string): ObjectStream[] | null {
  const found: ObjectStream[] = [];
  let count = 0;
  for (const { 0: keyword, index } of text.matchAll(/(?<!end)stream\r?\n/g)) {
    count += 1;
    if (count > STREAMS_MAX) return null;
    const dictionary = lettersOf(text.slice(Math.max(0, index - DICTIONARY_MAX), index));
    const own = dictionary.slice(dictionary.lastIndexOf(' obj') + 1);
    if (own.includes('/ObjStm')) found.push({ dataAt: index + keyword.length });
  }
  return found;
}
