import { deflateSync } from 'node:zlib';

import { readPdf } from './read-pdf';
import { objectStream, packedObjects, pdf } from './testing/hostile-files';

const SCRIPT = '1 0 << /S /JavaScript /JS (app.alert(1)) >>';

/** Packed objects whose checksum is another one; readers show them all the same. */
function withWrongChecksum(packed: Buffer): Buffer {
  const wrong = Buffer.from(packed);
  wrong.writeUInt8(wrong.readUInt8(wrong.length - 1) ^ 0xff, wrong.length - 1);
  return wrong;
}

/** What unpacks to a thousand times as much, and breaks off at its end. */
function brokenBomb(bytes: number): Buffer {
  const packed = deflateSync(Buffer.alloc(bytes), { level: 9 });
  return Buffer.concat([packed.subarray(0, -20), Buffer.alloc(20, 0xff)]);
}

describe('the objects of a PDF', () => {
  it('are looked into where they are packed', async () => {
    const reading = await readPdf(pdf([objectStream(SCRIPT)]));
    expect([...reading.names]).toContain('JavaScript');
    expect(reading.isHidden).toBe(false);
  });

  it('are looked into whatever their checksum says', async () => {
    const packed = packedObjects(withWrongChecksum(deflateSync(SCRIPT)));
    const reading = await readPdf(pdf([packed]));
    expect([...reading.names]).toContain('JavaScript');
    expect(reading.isHidden).toBe(false);
  });

  it('are looked into up to where they break, and the rest is said to be hidden', async () => {
    const text = Buffer.concat([Buffer.from(SCRIPT), Buffer.alloc(100_000, '0123456789 ')]);
    const packed = deflateSync(text, { level: 0 });
    packed.fill(0xff, 80_000, 80_100);
    packed.fill(0xff, 65_530, 65_545);
    const reading = await readPdf(pdf([packedObjects(packed)]));
    expect([...reading.names]).toContain('JavaScript');
    expect(reading.isHidden).toBe(true);
  });

  it.each([
    ['are encrypted', Buffer.from('c0ffee'.repeat(50), 'hex')],
    ['are packed in another way', Buffer.from('3C3C202F53202F4A6176615363726970743E3E>')],
    ['are not there at all', Buffer.alloc(0)],
  ])('are hidden where they %s', async (_, packed) => {
    expect(await readPdf(pdf([packedObjects(packed)]))).toMatchObject({ isHidden: true });
  });

  it.each([
    ['one that breaks off at its end', [brokenBomb(40_000_000)]],
    ['many that break off at their end', Array.from({ length: 60 }, () => brokenBomb(1_000_000))],
    [
      'some that take all there is, and one more',
      [...Array.from({ length: 32 }, () => deflateSync(Buffer.alloc(1_048_576))), deflateSync('x')],
    ],
    ['thousands that say nothing', Array.from({ length: 3_000 }, () => Buffer.from('\xff\xff'))],
  ])('are a bomb when there is %s', async (_, streams) => {
    await expect(readPdf(pdf(streams.map((data) => packedObjects(data))))).rejects.toMatchObject({
      code: 'evidence.unreadable',
    });
  });

  it('may be as much as a large document has', async () => {
    const streams = Array.from({ length: 31 }, () => objectStream(Buffer.alloc(1_048_576)));
    expect(await readPdf(pdf([...streams, objectStream(SCRIPT)]))).toMatchObject({
      names: new Set(['Root', 'JavaScript']),
      isHidden: false,
    });
  });
});
