/** An HTTP answer as the checks below need it, whoever fetched it. */
export interface SeenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The body as it was sent. */
  readonly text: string;
}

/** What must never be told: stack frames, our files, statements and messages of the database. */
const LEAKS =
  /\n\s+at |node_modules|\.(ts|js):\d+|QueryFailedError|syntax error at|violates|relation \\?"|ECONNREFUSED/;

/** An answer that repeats what it was sent is a way to make us send a lot. */
const LENGTH_MAX = 50_000;
const HALF_CHARACTER = /\\ud[89a-f]/i;

const CHINESE = /\p{Script=Han}/u;
const SERVER_ERROR = 500;

/**
 * What is wrong with an answer as a problem document (RFC 9457, DESIGN §7), each fault in words.
 * Nothing when it is one: right media type, stable code, both languages, the request's number.
 */
export function problemFaults(answer: SeenAnswer): string[] {
  const faults: string[] = [];
  if (answer.status >= SERVER_ERROR)
    faults.push(`answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  const mediaType = String(answer.headers['content-type']);
  if (!mediaType.startsWith('application/problem+json')) faults.push(`is ${mediaType}`);
  if (answer.text.length > LENGTH_MAX) faults.push(`is ${answer.text.length} characters long`);
  if (HALF_CHARACTER.test(answer.text)) faults.push('holds half a character');
  if (LEAKS.test(answer.text)) faults.push('tells about our insides');
  return [...faults, ...documentFaults(answer)];
}

function documentFaults({ status, headers, text }: SeenAnswer): string[] {
  const document = read(text);
  if (document === null) return ['is no JSON object'];
  const texts = (document.texts ?? {}) as Record<string, unknown>;
  const action = (document.action ?? {}) as Record<string, unknown>;
  const rules: readonly (readonly [boolean, string])[] = [
    [document.status === status, `says status ${String(document.status)}`],
    [/^[a-z]+\.[a-z_]+$/.test(String(document.code)), `has the code ${String(document.code)}`],
    [document.type === `urn:ganpei:problem:${String(document.code)}`, 'has a type of another code'],
    [isText(document.title) && isText(document.detail), 'lacks title or detail'],
    [isText(texts.en) && !CHINESE.test(ownWords(texts.en)), 'lacks the English text'],
    [CHINESE.test(String(texts['zh-CN'])), 'lacks the Chinese text'],
    [isText(action.en) && CHINESE.test(String(action['zh-CN'])), 'lacks what to do'],
    [/^req_[0-9a-f]{20}$/.test(String(document.requestId)), 'lacks the request id'],
    [document.requestId === headers['x-request-id'], 'has another request id than its header'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}

function read(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** A text without what it quotes: a caller's own Chinese words may stand in an English sentence. */
function ownWords(text: string): string {
  return text.replaceAll(/"[^"]*"/g, '');
}

/** Expects a refusal with this status and code, written down as a whole problem document. */
export function expectProblem(answer: SeenAnswer, status: number, code: string): void {
  const { code: seen } = read(answer.text) ?? {};
  expect({ status: answer.status, code: seen, faults: problemFaults(answer) }).toEqual({
    status,
    code,
    faults: [],
  });
}
