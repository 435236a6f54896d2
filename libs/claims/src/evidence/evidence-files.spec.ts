import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';

import sharp from 'sharp';

import type { FileStore, StoredFile } from '@app/platform';

import { openFileStore } from '../../../platform/src/files/open-file-store';
import { EvidenceFiles } from './evidence-files';
import {
  GIF,
  HEIC,
  HTML,
  SVG,
  gzipBomb,
  objectStream,
  pdf,
  pixelFlood,
  png,
  textBomb,
  webpFlood,
  zip,
} from './inspection/testing/hostile-files';

const MEGABYTE = 1_024 * 1_024;
const PHOTO = { width: 640, height: 480, channels: 3 as const };

/** A picture with noise in it, so that its end matters. */
const photo = (): sharp.Sharp =>
  sharp({ create: { ...PHOTO, background: '#446', noise: { type: 'gaussian', sigma: 30 } } });

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const OFFICE = zip(
  '[Content_Types].xml',
  Buffer.from(`<Override ContentType="${WORD}.main+xml"/>`),
);

describe('a file that is handed in', () => {
  let folder: string;
  let files: FileStore;
  let evidence: EvidenceFiles;
  /** The files that were about to be kept, and whether they were there already. */
  let noted: (readonly [string, boolean])[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ganpei-evidence-'));
    files = await openFileStore(
      { stateDir: folder, files: { s3: null, scanner: null } },
      new Date(),
    );
    noted = [];
    evidence = new EvidenceFiles(files, {
      note: async (sha256) => {
        noted.push([sha256, await files.has(sha256)]);
      },
    });
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const keep = (content: Buffer): ReturnType<EvidenceFiles['keep']> =>
    evidence.keep(Readable.from([content]));
  const keptFiles = async (): Promise<string[]> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  };

  it.each<[string, () => Promise<Buffer>, string]>([
    ['a PNG', () => Promise.resolve(png()), 'image/png'],
    ['a JPEG', () => photo().jpeg().toBuffer(), 'image/jpeg'],
    ['a WebP', () => photo().webp().toBuffer(), 'image/webp'],
    ['a PDF', () => Promise.resolve(pdf()), 'application/pdf'],
    [
      'a PDF with packed objects',
      () => Promise.resolve(pdf([objectStream('1 0 << /Type /Font >>')])),
      'application/pdf',
    ],
    [
      'a picture of as many pixels as may be',
      () =>
        sharp({ create: { width: 8_000, height: 5_000, channels: 3, background: '#fff' } })
          .jpeg()
          .toBuffer(),
      'image/jpeg',
    ],
    ['a PNG whose comment is a bomb', () => Promise.resolve(textBomb()), 'image/png'],
    // Telephones put a short film behind a photo; who looks sees the copy, which ends before it.
    [
      'a photo with something behind it',
      async () => Buffer.concat([await photo().jpeg().toBuffer(), zip()]),
      'image/jpeg',
    ],
    [
      'a PNG with a page behind it',
      () => Promise.resolve(Buffer.concat([png(), HTML])),
      'image/png',
    ],
  ])('is taken when it is %s', async (_, make, mediaType) => {
    const content = await make();
    const kept = await keep(content);
    expect(kept).toMatchObject({ mediaType, sizeBytes: content.length });
    // From before it has its name, so that no crash leaves a file that nobody looks for.
    expect(noted).toEqual([[kept.sha256, false]]);
    expect(await buffer(files.read(kept.sha256))).toEqual(content);
  });

  it.each<[string, Buffer, string, RegExp]>([
    ['nothing', Buffer.alloc(0), 'nothing', /This file is empty/],
    ['one byte', Buffer.from([0x89]), 'unknown', /of no known type/],
    ['text', Buffer.from('This is no picture at all.'), 'unknown', /of no known type/],
    ['HTML', HTML, 'unknown', /JPEG, PNG or WebP picture, or a PDF/],
    ['SVG', SVG, 'unknown', /JPEG, PNG or WebP/],
    [
      'SVG with a declaration',
      Buffer.from(`<?xml version="1.0"?>${SVG.toString()}`),
      'application/xml',
      /JPEG/,
    ],
    ['a ZIP archive', zip(), 'application/zip', /Archives are not opened: send the files/],
    ['a packed picture', gzipSync(png()), 'application/gzip', /Archives are not opened/],
    ['a gzip bomb', gzipBomb(), 'application/gzip', /Archives are not opened/],
    ['a document of Word', OFFICE, WORD, /as a PDF/],
    ['an old office file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'application/x-cfb', /as a PDF/],
    ['a photo of an iPhone', HEIC, 'image/heic', /Formats, Most Compatible/],
    ['a moving picture', GIF, 'image/gif', /still picture/],
    [
      'a program',
      Buffer.from('7f454c4602010100000000000000000002003e00', 'hex'),
      'application/x-elf',
      /JPEG/,
    ],
    ['a PDF behind a page', Buffer.concat([HTML, pdf()]), 'unknown', /JPEG/],
  ])(
    'is refused when it is %s, and the words say what would do',
    async (_, content, saw, words) => {
      await expect(keep(content)).rejects.toMatchObject({
        kind: 'unsupported_media',
        code: 'evidence.unsupported_type',
        details: { field: 'file', saw },
        text: { en: expect.stringMatching(words), 'zh-CN': expect.stringMatching(/JPEG/) },
      });
      expect(await keptFiles()).toEqual([]);
    },
  );

  it.each<[string, () => Promise<Buffer>]>([
    ['a JPEG that is cut off', async () => (await photo().jpeg().toBuffer()).subarray(0, 20_000)],
    ['a JPEG that lacks its last tenth', async () => cut(await photo().jpeg().toBuffer())],
    ['a PNG that is cut off', async () => cut(await photo().png().toBuffer())],
    ['a WebP that is cut off', async () => cut(await photo().webp().toBuffer())],
    ['a picture that is a header only', () => Promise.resolve(webpFlood().subarray(0, 20))],
    [
      'a PNG whose rows are missing',
      () => Promise.resolve(png('', { saying: { width: 8, height: 90 } })),
    ],
    ['a PDF that is cut off', () => Promise.resolve(cut(pdf()))],
    [
      'a PDF that is a header with a script',
      () => Promise.resolve(Buffer.concat([Buffer.from('%PDF-1.7\n'), HTML])),
    ],
    [
      'a PDF with a page behind it',
      () => Promise.resolve(Buffer.concat([pdf(), Buffer.alloc(2_000, 'x'), HTML])),
    ],
    [
      'a PDF without a root',
      () =>
        Promise.resolve(
          Buffer.from(pdf().toString('latin1').replaceAll('/Root', '/Rood'), 'latin1'),
        ),
    ],
    [
      'a PDF whose objects are a bomb',
      () => Promise.resolve(pdf([objectStream(Buffer.alloc(60_000_000))])),
    ],
    [
      'a PDF of many small bombs',
      () =>
        Promise.resolve(
          pdf(Array.from({ length: 40 }, () => objectStream(Buffer.alloc(1_000_000)))),
        ),
    ],
    [
      'a PDF of countless streams',
      () => Promise.resolve(pdf(['<< >>\n', 'stream\nx\nendstream\n'.repeat(20_001)])),
    ],
  ])('is refused when it is %s', async (_, make) => {
    await expect(keep(await make())).rejects.toMatchObject({
      kind: 'unprocessable',
      code: 'evidence.unreadable',
    });
    expect(await keptFiles()).toEqual([]);
  });

  it.each<[string, () => Promise<Buffer>, string]>([
    [
      'a PNG that says it is 60,000 pixels wide and high',
      () => Promise.resolve(pixelFlood()),
      '60000 × 60000',
    ],
    [
      'a WebP that says it is as large as a WebP can be',
      () => Promise.resolve(webpFlood()),
      '16383 × 16383',
    ],
  ])('is refused by its header when it is %s', async (_, make, saw) => {
    await expect(keep(await make())).rejects.toMatchObject({
      kind: 'too_large',
      code: 'evidence.too_many_pixels',
      details: { saw },
    });
    expect(await keptFiles()).toEqual([]);
  });

  it('is not kept when it is not welcome where it is to go', async () => {
    const content = png();
    const welcome = (file: StoredFile): Promise<void> => {
      expect(file).toMatchObject({ sizeBytes: content.length });
      return Promise.reject(new Error('There is no such item.'));
    };
    await expect(evidence.keep(Readable.from([content]), { welcome })).rejects.toThrow('no such');
    expect([await keptFiles(), noted]).toEqual([[], []]);
  });

  it('is refused when it is a moving WebP', async () => {
    const frames = await sharp([await photo().png().toBuffer(), await photo().png().toBuffer()], {
      join: { animated: true },
    })
      .webp()
      .toBuffer();
    await expect(keep(frames)).rejects.toMatchObject({ code: 'evidence.moving_picture' });
  });

  it('is refused above ten megabytes, and kept up to them', async () => {
    const padded = (size: number): Buffer => {
      const filler = Buffer.concat([
        Buffer.from('<< /Length 1 >>\nstream\n'),
        Buffer.alloc(size - pdf(['<< /Length 1 >>\nstream\n\nendstream']).length, 'x'),
        Buffer.from('\nendstream'),
      ]);
      return pdf([filler]);
    };
    const most = padded(10 * MEGABYTE - 20);
    expect((await keep(most)).sizeBytes).toBe(most.length);
    await expect(keep(padded(10 * MEGABYTE + 1))).rejects.toMatchObject({ code: 'file.too_large' });
  });

  it('does not fill the memory, however many hostile files come at once', async () => {
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 5);
    const large = await sharp({
      create: { width: 8_000, height: 5_000, channels: 3, background: '#abc' },
    })
      .png()
      .toBuffer();
    const bombs = [
      pixelFlood(),
      webpFlood(),
      textBomb(),
      gzipBomb(),
      large,
      pdf([objectStream(Buffer.alloc(60_000_000))]),
    ];
    const wave = Array.from({ length: 5 }, () => bombs).flat();
    await Promise.allSettled(wave.map(async (content) => keep(content)));
    clearInterval(watch);
    expect((most - before) / MEGABYTE).toBeLessThan(400);
  });
});

function cut(content: Buffer): Buffer {
  return content.subarray(0, Math.floor(content.length * 0.9));
}
