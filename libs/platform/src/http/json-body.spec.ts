import fc from 'fast-check';

import { DomainError } from '@app/kernel';

import { parseStrictly } from './json-body';

const parsed = (text: string): unknown => parseStrictly(Buffer.from(text, 'utf8'));

/** What is said of a text that is refused. */
function refusalOf(bytes: Buffer): string {
  try {
    parseStrictly(bytes);
  } catch (error) {
    if (error instanceof DomainError) return error.text.en;
    throw error;
  }
  throw new Error('It was not refused.');
}

const REFUSED = Symbol('refused');

/** What was read, or that it was refused with this kind of error; any other is thrown. */
function readOrRefused(read: () => unknown, refusal: typeof Error | typeof DomainError): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof refusal) return REFUSED;
    throw error;
  }
}

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('a JSON body', () => {
  it.each([
    ['an object', '{"a":{"b":[1,true,null,"x"]}}'],
    ['the same key in two objects', '{"a":{"b":1},"c":{"b":2}}'],
    ['the same key in an object and inside it', '{"a":{"a":1}}'],
    ['the same key in two objects of a list', '[{"a":1},{"a":2}]'],
    ['as many levels as are allowed', nested(20)],
    ['characters beyond the basic plane', '{"name":"\u{20BB7}😀"}'],
    ['such characters as escapes', '{"name":"\\ud842\\udfb7"}'],
    ['line separators in a text', '{"a":"\u2028\u2029"}'],
    ['white space around it', ' \n{ "a" : 1 }\t'],
    ['an empty key', '{"":1}'],
  ])('may hold %s', (_what, text) => {
    expect(parsed(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['nothing', '', 'not JSON'],
    ['half an object', '{"a":', 'not JSON'],
    ['two values', '{} {}', 'not JSON'],
    ['a comment', '{"a":1} // why', 'not JSON'],
    ['a comma at the end', '{"a":1,}', 'not JSON'],
    ['single quotes', "{'a':1}", 'not JSON'],
    ['a bare word', '{"a":NaN}', 'not JSON'],
    ['a control character in a text', '{"a":"\n"}', 'not JSON'],
    ['a key twice', '{"a":1,"b":2,"a":3}', '"a" stands twice'],
    ['a key twice, once written in escapes', '{"a":1,"\\u0061":2}', '"a" stands twice'],
    ['a key twice, deep inside', '[[{"x":{"a":1,"a":1}}]]', '"a" stands twice'],
    ['a key that means the object itself', '{"__proto__":{"admin":true}}', '__proto__'],
    ['one level too many', nested(21), 'deeper than 20 levels'],
    ['very many levels', nested(200_000), 'deeper than 20 levels'],
    ['very many open objects', '{"a":'.repeat(100_000), 'deeper than 20 levels'],
    ['NUL in a text', '{"a":"x\\u0000"}', 'NUL'],
    ['NUL in a key', '{"\\u0000":1}', 'NUL'],
    ['the first half of a pair', '{"a":"\\ud842"}', 'half of a surrogate pair'],
    ['the second half of a pair', '{"a":"\\udfb7"}', 'half of a surrogate pair'],
    ['the halves in the wrong order', '{"a":"\\udfb7\\ud842"}', 'half of a surrogate pair'],
    ['half a pair in a key', '{"\\ud842":1}', 'half of a surrogate pair'],
  ])('is refused with %s', (_what, text, words) => {
    expect(refusalOf(Buffer.from(text, 'utf8'))).toContain(words);
  });

  it.each([
    ['a byte that starts nothing', [0x22, 0xff, 0x22]],
    ['a character cut in two', [0x22, 0xe4, 0xbd, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22]],
  ])('is refused with %s', (_what, bytes) => {
    expect(refusalOf(Buffer.from(bytes))).toBe('This is not valid UTF-8.');
  });

  it('is refused with the code that says so, in both languages', () => {
    expect(() => parsed('{')).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        code: 'request.malformed_json',
        text: { en: expect.any(String) as string, 'zh-CN': '内容不是合法的 JSON。' },
      }) as Error,
    );
  });

  const refusedKey = /"(__proto__|constructor|prototype)"/;

  it('is read as JSON.parse reads it, whatever sound JSON it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: 'grapheme' }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!refusedKey.test(text) && !text.includes('\\u0000'));
        expect(parsed(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is either what JSON.parse reads or refused, whatever bytes it has', () => {
    const cut = fc
      .tuple(fc.jsonValue({ stringUnit: 'binary' }), fc.nat(), fc.nat(), fc.string())
      .map(([value, from, length, other]) => {
        const text = JSON.stringify(value);
        const start = from % (text.length + 1);
        return Buffer.from(text.slice(0, start) + other + text.slice(start + (length % 4)));
      });
    const anyBytes = fc.oneof(
      cut,
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const ours = readOrRefused(() => parseStrictly(bytes), DomainError);
        const theirs = (): unknown => JSON.parse(new TextDecoder().decode(bytes)) as unknown;
        expect(ours).toEqual(ours === REFUSED ? REFUSED : readOrRefused(theirs, SyntaxError));
      }),
      { numRuns: 500 },
    );
  });
});
