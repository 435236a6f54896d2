import { hasMoreBehindPicture } from './picture-end';
import type { PictureType } from './evidence-type';

const bytes = (hex: string): Buffer => Buffer.from(hex.replace(/\s/g, ''), 'hex');
const END = bytes('00000000 49454e44 ae426082');
const PNG = Buffer.concat([bytes('89504e470d0a1a0a 00000002 74455874 4142 00000000'), END]);
/** With a whole JPEG in its EXIF, and with `FF00` and `FFD0` in what is coded. */
const JPEG = bytes('ffd8 ffe1 0006 ffd8ffd9 ffda 0003 01 aaff00bbffd0cc ffd9');
const WEBP = Buffer.concat([Buffer.from('RIFF'), bytes('0a000000'), Buffer.from('WEBPVP8L01')]);
const ZIP = bytes('504b0304');

describe('the end of a picture', () => {
  it.each<[string, PictureType, Buffer]>([
    ['PNG', 'image/png', PNG],
    ['JPEG', 'image/jpeg', JPEG],
    [
      'JPEG in several scans',
      'image/jpeg',
      bytes('ffd8 ffda0002 aa ffc40003 01 ffffda0002 bb ffd9'),
    ],
    ['WebP', 'image/webp', WEBP],
  ])('is told of a %s, and of what stands behind it', (_, type, picture) => {
    expect(hasMoreBehindPicture(picture, type)).toBe(false);
    expect(hasMoreBehindPicture(Buffer.concat([picture, bytes('0000 0d0a20')]), type)).toBe(false);
    expect(hasMoreBehindPicture(Buffer.concat([picture, ZIP]), type)).toBe(true);
    expect(hasMoreBehindPicture(Buffer.concat([picture, Buffer.alloc(99), ZIP]), type)).toBe(true);
    expect(hasMoreBehindPicture(Buffer.concat([picture, picture]), type)).toBe(true);
  });

  it.each<[string, PictureType, Buffer]>([
    ['PNG without its last chunk', 'image/png', PNG.subarray(0, -END.length)],
    [
      'PNG whose last chunk holds something',
      'image/png',
      Buffer.concat([
        PNG.subarray(0, -END.length),
        bytes('00000004 49454e44'),
        ZIP,
        bytes('00000000'),
      ]),
    ],
    ['JPEG without its end', 'image/jpeg', JPEG.subarray(0, -2)],
    ['JPEG whose last segment has no length', 'image/jpeg', bytes('ffd8 ffe1 00')],
  ])('is not found, which counts as more, of a %s', (_, type, picture) => {
    expect(hasMoreBehindPicture(picture, type)).toBe(true);
  });
});
