/** A way of spoiling one field of a JSON body, and whether it must be refused. */
export interface Mutator {
  readonly name: string;
  /** The JSON text that takes the place of the field's value; nothing takes the field away. */
  readonly text: ((original: string) => string) | null;
  readonly refused: (field: FieldRule) => boolean;
  /** Says something about fields of a narrow kind only; in a free text it is a text like others. */
  readonly narrowOnly?: boolean;
  readonly listsOnly?: boolean;
}

/** What the description of the interface says about a field. */
export interface FieldRule {
  readonly path: readonly (string | number)[];
  readonly required: boolean;
  /** `null` says the same as leaving it out. */
  readonly nullable: boolean;
  /** Takes any object, and keeps it as it is: what is wrong in it is said, not refused. */
  readonly isKeptAsTyped: boolean;
  readonly type: string;
  /** A list in which nothing may stand twice. */
  readonly isUnique: boolean;
  /** Held to a pattern, a list of values or a form: nothing but the right kind of text fits. */
  readonly narrow: boolean;
  readonly lengthMax: number;
}

const always = (): boolean => true;
const unlessObject = ({ type }: FieldRule): boolean => type !== 'object';
const unlessKept = ({ isKeptAsTyped }: FieldRule): boolean => !isKeptAsTyped;
const unlessList = ({ type }: FieldRule): boolean => type !== 'array';
const unlessFlag = ({ type }: FieldRule): boolean => type !== 'boolean';
const unlessNumber = ({ type }: FieldRule): boolean => type !== 'integer';
const ifNarrow = ({ narrow, type }: FieldRule): boolean => narrow || type !== 'string';
const text = (value: string) => (): string => JSON.stringify(value);
const raw = (value: string) => (): string => value;
const odd = (name: string, value: string): Mutator => ({
  name,
  text: text(value),
  refused: ifNarrow,
});
const wrong = (name: string, value: string): Mutator => ({ ...odd(name, value), narrowOnly: true });

/** Three dozen ways, each of which some service has stumbled over. */
const MUTATORS: readonly Mutator[] = [
  { name: 'missing', text: null, refused: ({ required }) => required },
  { name: 'null', text: raw('null'), refused: ({ nullable }) => !nullable },
  { name: 'true', text: raw('true'), refused: unlessFlag },
  { name: 'the word "true"', text: text('true'), refused: ifNarrow },
  { name: 'zero', text: raw('0'), refused: unlessNumber },
  { name: 'minus zero', text: raw('-0'), refused: unlessNumber },
  { name: 'a fraction', text: raw('0.30000000000000004'), refused: always },
  { name: 'more than a double holds', text: raw('1e400'), refused: always },
  { name: 'more than a double counts', text: raw('9007199254740993'), refused: always },
  { name: 'more than 64 bits', text: raw('9223372036854775808'), refused: always },
  { name: 'a number of 10,000 digits', text: raw('9'.repeat(10_000)), refused: always },
  { name: 'an empty text', text: text(''), refused: always },
  { name: 'a blank text', text: text('  \t '), refused: always },
  { name: 'an empty list', text: raw('[]'), refused: unlessList },
  {
    name: 'the first of it twice',
    text: doubled,
    refused: ({ isUnique }) => isUnique,
    listsOnly: true,
  },
  { name: 'a list of itself', text: (original) => `[${original}]`, refused: always },
  { name: 'an empty object', text: raw('{}'), refused: unlessObject },
  { name: 'an object of itself', text: (original) => `{"0":${original}}`, refused: unlessKept },
  { name: 'a query operator', text: raw('{"$gt":""}'), refused: unlessKept },
  { name: 'a list of 5,000', text: raw(`[${'0,'.repeat(4_999)}0]`), refused: always },
  { name: 'nested 15 times', text: raw(`${'['.repeat(15)}${']'.repeat(15)}`), refused: always },
  { name: 'a text of 200,000', text: text('x'.repeat(200_000)), refused: always },
  { name: 'one character too many', text: longer, refused: ({ type }) => type === 'string' },
  { name: 'NUL', text: text('a\0b'), refused: always },
  { name: 'half a character', text: raw('"a\\ud83d"'), refused: always },
  { name: 'a turned direction', text: text('invoice\u202Egnp.exe'), refused: always },
  { name: 'an invisible mark', text: text('\uFEFFmark'), refused: always },
  wrong('leading zeros', '007'),
  wrong('a sign', '-100'),
  wrong('a plus', '+100'),
  wrong('a point', '12.50'),
  wrong('an exponent', '1e3'),
  wrong('hexadecimal', '0x10'),
  wrong('Arabic digits', '١٩٩٠٠'),
  wrong('full-width digits', '１９９００'),
  wrong('64 bits and one', '9223372036854775808'),
  wrong('a day that does not exist', '2026-02-30T09:30:00Z'),
  wrong('a time without a zone', '2026-11-20T09:30:00'),
  wrong('a day alone', '2026-11-20'),
  wrong('a day as others write it', '20/11/2026'),
  wrong('the year 10000', '+010000-01-01T00:00:00Z'),
  wrong('an id of something else', 'aud_01h455vb4pex5vsknk084sn02d'),
  odd('a statement', `'; DROP TABLE ganpei.claims; --`),
  odd('a template', '${7*7}{{7*7}}<%= 7*7 %>'),
  odd('a script', '<img src=x onerror=alert(1)>'),
  odd('a formula', '=HYPERLINK("http://x.example")'),
  odd('characters of four bytes', '𠮷'.repeat(30)),
  odd('half of one left over', `x${'😀'.repeat(29)}`),
  odd('ten thousand accents', `e${'\u0301'.repeat(30)}`),
  { name: 'two lines', text: text('one\r\nX-Evil: two'), refused: ifNarrow },
];

function doubled(original: string): string {
  const [first = 'twice', ...others] = JSON.parse(original) as unknown[];
  return JSON.stringify([first, first, ...others]);
}

function longer(): string {
  return '"LONGER"';
}

const MARK = '\u2603 here';

/** The mutators that say something about a field. */
export function mutatorsOf(field: FieldRule): Mutator[] {
  return MUTATORS.filter(
    ({ narrowOnly, listsOnly }) =>
      (narrowOnly !== true || field.narrow) && (listsOnly !== true || field.type === 'array'),
  );
}

/** The body as JSON with the value at a path replaced by a text, or taken away. */
export function mutated(body: unknown, field: FieldRule, { text: replace }: Mutator): string {
  const copy = structuredClone(body);
  const key = field.path.at(-1)!;
  const parent = field.path.slice(0, -1).reduce((node, part) => at(node, part), copy) as Record<
    string | number,
    unknown
  >;
  const original = JSON.stringify(parent[key]);
  if (replace === null) {
    Reflect.deleteProperty(parent, key);
    return JSON.stringify(copy);
  }
  parent[key] = MARK;
  const value =
    replace === longer ? JSON.stringify('x'.repeat(field.lengthMax + 1)) : replace(original);
  return JSON.stringify(copy).replace(JSON.stringify(MARK), () => value);
}

function at(node: unknown, part: string | number): unknown {
  return (node as Record<string | number, unknown>)[part];
}

/** Ways of spoiling an object as a whole: its text with one more member in front. */
export const EXTRA_MEMBERS: readonly (readonly [string, (body: object) => string])[] = [
  ['an unknown field', () => '"surplus":1'],
  ['an unknown field with a name of 100,000', () => `"${'n'.repeat(100_000)}":1`],
  ['a field twice', (body) => `${JSON.stringify(Object.keys(body)[0])}:null`],
  ['a field in capitals', (body) => `${JSON.stringify(Object.keys(body)[0]!.toUpperCase())}:"x"`],
  ['an empty name', () => '"":1'],
  ['a name with NUL', () => '"a\\u0000b":1'],
  ['a prototype', () => '"__proto__":{"role":"approver"}'],
  ['a constructor', () => '"constructor":{"prototype":{"role":"approver"}}'],
];
