import { deflateSync, gzipSync } from 'node:zlib';

/** Files as people and their enemies send them, made here byte by byte. */

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

const PNG_MARK = Buffer.from('89504e470d0a1a0a', 'hex');

export interface PngWish {
  readonly width?: number;
  readonly height?: number;
  /** What stands in the header, whatever the pixels are. */
  readonly saying?: { readonly width: number; readonly height: number };
  readonly more?: readonly Buffer[];
  readonly level?: number;
}

/** A grey PNG; `content` tells two of them apart. */
export function png(content = '', wish: PngWish = {}): Buffer {
  const { width = 8, height = 8, saying = { width, height }, more = [], level = 6 } = wish;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(saying.width, 0);
  header.writeUInt32BE(saying.height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const row = Buffer.alloc(width + 1);
  const pixels = Buffer.concat(Array.from({ length: height }, () => row));
  Buffer.from(content).copy(pixels, 1, 0, width);
  return Buffer.concat([
    PNG_MARK,
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`Comment\0${content}`)),
    ...more,
    chunk('IDAT', deflateSync(pixels, { level })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A small PNG that says it is 60,000 pixels wide and high: 3.6 thousand million. */
export const pixelFlood = (): Buffer => png('flood', { saying: { width: 60_000, height: 60_000 } });

/** A small PNG whose comment unpacks to a hundred megabytes. */
export const textBomb = (): Buffer =>
  png('bomb', {
    more: [
      chunk(
        'zTXt',
        Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(100_000_000))]),
      ),
    ],
  });

/** The header of a WebP that says it is 16,383 pixels wide and high, with nothing behind it. */
export function webpFlood(): Buffer {
  const data = Buffer.from('2ffebfff0f0000000000', 'hex');
  const body = Buffer.concat([Buffer.from('WEBPVP8L'), uint32(data.length), data]);
  return Buffer.concat([Buffer.from('RIFF'), uint32(body.length), body]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** An archive with one stored file, as it would be hidden behind something else. */
export function zip(name = 'a.txt', content: Buffer = Buffer.from('hidden')): Buffer {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt32LE(crc32(content), 14);
  local.writeUInt32LE(content.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  local.copy(central, 6, 4, 30);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + content.length, 16);
  return Buffer.concat([local, Buffer.from(name), content, central, Buffer.from(name), end]);
}

/** A kilobyte that unpacks to a thousand times as much. */
export const gzipBomb = (): Buffer => gzipSync(Buffer.alloc(10_000_000), { level: 9 });

/** A PDF of one empty page, with other objects besides. */
export function pdf(objects: readonly (string | Buffer)[] = [], trailer = ''): Buffer {
  const bodies: readonly (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
    ...objects,
  ];
  let file = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1');
  const offsets: number[] = [];
  for (const [index, body] of bodies.entries()) {
    offsets.push(file.length);
    const parts = [`${index + 1} 0 obj\n`, body, '\nendobj\n'].map((part) => Buffer.from(part));
    file = Buffer.concat([file, ...parts]);
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const table = `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${rows.join('')}`;
  const size = `/Size ${bodies.length + 1}`;
  const end = `trailer\n<< ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.concat([file, Buffer.from(table + end)]);
}

/** An object of a PDF that holds other objects, packed. */
export function objectStream(content: Buffer | string, type = '/ObjStm'): Buffer {
  return packedObjects(deflateSync(content, { level: 9 }), type);
}

/** An object of a PDF that holds other objects: these are its bytes as they stand there. */
export function packedObjects(data: Buffer, type = '/ObjStm'): Buffer {
  return Buffer.concat([
    Buffer.from(
      `<< /Type ${type} /N 1 /First 4 /Filter /FlateDecode /Length ${data.length} >>\nstream\n`,
    ),
    data,
    Buffer.from('\nendstream'),
  ]);
}

export const HTML = Buffer.from('<!doctype html><script>alert(1)</script>');
export const SVG = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
);
/** What every virus scanner knows, and which does no harm: eicar.org. In two halves, so that no
 * scanner takes this source for it. */
export const EICAR = [
  'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR',
  '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*',
].join('');
/** The beginning of a photo as an iPhone writes it. */
export const HEIC = Buffer.from('000000186674797068656963000000006d69663168656963', 'hex');
export const GIF = Buffer.from('474946383961010001000000002c00000000010001000002', 'hex');
