import fc from 'fast-check';

import { DomainError } from '@app/kernel';

import { chunksOf, collect, inGbk } from '../../../../../test/support/wechat-trade-bill/bytes';
import { decodeLines } from './decode-text';
import { LINE_BYTES_MAX } from './line-faults';

async function linesOf(bytes: Uint8Array | string, size?: number) {
  return (await collect(decodeLines(chunksOf(bytes, size)))).flat();
}

async function textsOf(bytes: Uint8Array | string, size?: number) {
  return (await linesOf(bytes, size)).map(({ text }) => text);
}

async function refusalOf(bytes: Uint8Array): Promise<unknown> {
  try {
    await linesOf(bytes);
    return undefined;
  } catch (error) {
    return error instanceof DomainError ? error.code : error;
  }
}

const BAD = Buffer.from([0xe5, 0x28, 0xa1]);

describe('cutting bytes into lines', () => {
  it.each([
    ['LF', 'one\ntwo\n', ['one', 'two']],
    ['CRLF', 'one\r\ntwo\r\n', ['one', 'two']],
    ['no line end at the end', 'one\ntwo', ['one', 'two']],
    ['blank lines', '\n\none\n\n', ['', '', 'one', '']],
    ['a carriage return inside', 'o\rne\n', ['o\rne']],
    ['a byte order mark', '\uFEFFone\ntwo', ['one', 'two']],
    ['a byte order mark in the middle', 'one\n\uFEFFtwo', ['one', '\uFEFFtwo']],
    ['letters of four bytes', '𠮷野家\n😀', ['𠮷野家', '😀']],
  ])('understands %s', async (_name, text, lines) => {
    expect(await textsOf(text)).toEqual(lines);
  });

  it('numbers lines from 1, faulty ones too', async () => {
    const bytes = Buffer.concat([Buffer.from('中\n文\n'), BAD, Buffer.from('\n字')]);
    const lines = await linesOf(bytes);
    expect(lines.map(({ lineNumber }) => lineNumber)).toEqual([1, 2, 3, 4]);
    expect(lines.map(({ fault }) => fault)).toEqual([
      undefined,
      undefined,
      'invalid_bytes',
      undefined,
    ]);
    expect(lines[3]?.text).toBe('字');
  });

  it('gives no lines for an empty file', async () => {
    expect(await linesOf('')).toEqual([]);
  });

  it('does not care where chunks end', async () => {
    const piece = fc.oneof(
      fc
        .constantFrom('中文字', '\n', '\r\n', 'abc,"', '😀', '\uFEFF', '\uFFFD')
        .map((text) => Buffer.from(text)),
      fc.constantFrom(BAD, Buffer.from('x'.repeat(40_000)), inGbk('微信支付')),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 30 }),
        fc.integer({ min: 1, max: 70_000 }),
        async (pieces, size) => {
          const bytes = Buffer.concat([
            Buffer.from('一\n二\n三\n四\n五\n六\n七\n八\n'.repeat(8)),
            ...pieces,
          ]);
          const whole = await linesOf(bytes, bytes.length);
          expect(await linesOf(bytes, size)).toEqual(whole);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('copes with a caller that uses the memory of a chunk again', async () => {
    async function* reusing() {
      const memory = Buffer.alloc(4);
      yield Buffer.from('head\n'.repeat(14_000));
      for (const part of ['ab\nc', 'd\nef', 'gh\ni']) {
        await Promise.resolve();
        memory.write(part);
        yield memory;
      }
    }
    const lines = (await collect(decodeLines(reusing()))).flat();
    expect(lines.slice(14_000).map(({ text }) => text)).toEqual(['ab', 'cd', 'efgh', 'i']);
  });
});

describe('a line that cannot be used', () => {
  it('is one longer than 64 KiB; its beginning is kept and the next line is read', async () => {
    const long = 'y'.repeat(LINE_BYTES_MAX + 1);
    for (const size of [1_000, 65_536, 1_000_000]) {
      const lines = await linesOf(`one\n${long}\ntwo\n`, size);
      expect(lines.map(({ fault }) => fault)).toEqual([undefined, 'too_long', undefined]);
      expect(lines[1]?.text).toBe('y'.repeat(1_000));
      expect(lines[2]?.text).toBe('two');
    }
    expect((await linesOf(`${long.slice(1)}\n`))[0]?.fault).toBeUndefined();
  });

  it('is one that ends the file without a line feed and is too long', async () => {
    const lines = await linesOf(`one\n${'z'.repeat(300_000)}`);
    expect(lines.map(({ fault }) => fault)).toEqual([undefined, 'too_long']);
  });

  it('is one with a zero byte behind the first 64 KiB', async () => {
    const text = `${'some row\n'.repeat(8_000)}a\0b\nlast\n`;
    const lines = await linesOf(text);
    expect(lines.at(-2)?.fault).toBe('nul_byte');
    expect(lines.at(-1)).toEqual({ lineNumber: 8_002, text: 'last' });
  });

  it('is one with U+FFFD: letters were lost before the file came to us', async () => {
    const lines = await linesOf('张\uFFFD\n李\n');
    expect(lines.map(({ fault }) => fault)).toEqual(['damaged_text', undefined]);
  });

  it('never leaves U+FFFD in a text without a fault', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (noise) => {
        const bytes = Buffer.concat([
          Buffer.from('交易时间\n'.repeat(40)),
          noise.filter((byte) => byte !== 0),
        ]);
        const clean = (await linesOf(bytes)).filter(({ fault }) => fault === undefined);
        expect(clean.filter(({ text }) => text.includes('\uFFFD'))).toEqual([]);
      }),
    );
  });
});

describe('the encoding', () => {
  it('is GB18030 when old software saved the file', async () => {
    const text = '交易时间,商品名称\n2026-03-01,牛奶\r\n';
    expect(await textsOf(inGbk(text))).toEqual(['交易时间,商品名称', '2026-03-01,牛奶']);
  });

  it('rejects only the bad row of a GB18030 file', async () => {
    const bytes = Buffer.concat([
      inGbk('交易时间\n牛奶\n'),
      Buffer.from([0x81, 0x0a]),
      inGbk('面包\n'),
    ]);
    const lines = await linesOf(bytes);
    expect(lines.map(({ fault }) => fault)).toEqual([
      undefined,
      undefined,
      'invalid_bytes',
      undefined,
    ]);
    expect(lines[3]?.text).toBe('面包');
  });

  it('stays UTF-8 when one row among many is damaged, also in the first 64 KiB', async () => {
    const bytes = Buffer.concat([Buffer.from('名称\n'), BAD, Buffer.from('\n鲜牛奶\n大米\n')]);
    expect((await linesOf(bytes)).map(({ text, fault }) => fault ?? text)).toEqual([
      '名称',
      'invalid_bytes',
      '鲜牛奶',
      '大米',
    ]);
  });

  it('is decided although the first 64 KiB end within a letter', async () => {
    const text = `${'x'.repeat(65_533)}\n${'中'.repeat(100)}\n`;
    expect((await textsOf(text))[1]).toBe('中'.repeat(100));
    const oneLine = `${'中'.repeat(21_840)}${'中'.repeat(4)}`;
    expect(await textsOf(oneLine)).toEqual([oneLine]);
  });

  it.each([
    ['UTF-16 little endian', Buffer.from('\uFEFFa,b\n', 'utf16le'), 'import.utf16_not_supported'],
    ['UTF-16 big endian', Buffer.from([0xfe, 0xff, 0, 0x61]), 'import.utf16_not_supported'],
    ['UTF-16 without a mark', Buffer.from('a,b\n', 'utf16le'), 'import.binary_file'],
    ['an XLSX workbook', Buffer.from('PK\u0003\u0004rest'), 'import.binary_file'],
    ['an empty ZIP', Buffer.from('PK\u0005\u0006rest'), 'import.binary_file'],
    ['gzip', Buffer.from([0x1f, 0x8b, 8]), 'import.binary_file'],
    ['an old Office file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), 'import.binary_file'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'import.binary_file'],
    ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 'import.binary_file'],
    ['Latin-1', Buffer.from('Rémi,Zoë,Crème\nAndré,Noël\n', 'latin1'), 'import.unknown_encoding'],
    [
      'Latin-1 that could be GBK',
      Buffer.from('Frédéric\nZoélie\n', 'latin1'),
      'import.unknown_encoding',
    ],
    ['noise', Buffer.from([0xff, 0xff, 0x0a, 0xff, 0xff, 0x0a]), 'import.unknown_encoding'],
  ])('is refused in words when it is %s', async (_name, bytes, code) => {
    expect(await refusalOf(bytes)).toBe(code);
  });

  it('says what the binary file is and what to do with it', async () => {
    await expect(linesOf(Buffer.from([0x1f, 0x8b, 8]))).rejects.toMatchObject({
      kind: 'unsupported_media',
      text: { en: expect.stringContaining('gunzip'), 'zh-CN': expect.stringContaining('解压') },
      details: { saw: 'gzip' },
    });
  });
});
