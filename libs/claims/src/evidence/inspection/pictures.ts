import sharp from 'sharp';

import { PIXELS_MAX } from '../../domain/evidence-limits';
import type { PictureType } from '../../domain/evidence-type';
import { requireStillPicture, unreadable } from '../../domain/readable-file';

/** Somebody waits for the first; a job does the second, on a machine that may be busy. */
const READING_S_MAX = 20;
const COPYING_S_MAX = 60;
const DECODING = { limitInputPixels: PIXELS_MAX, failOn: 'error', sequentialRead: true } as const;
/** High enough that small print stays readable. */
const QUALITY = 90;

// One core per picture, nothing kept in memory between pictures, and no decoder but these three.
sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'],
});

/**
 * Looks at the header of a picture and then decodes all of it. Refuses one that is too large, moves
 * (`evidence.moving_picture`) or cannot be read to its end (`evidence.unreadable`).
 */
export async function readPicture(content: Buffer): Promise<void> {
  const header = await sharp(content, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw unreadable('picture');
    });
  const { width, height, pages = 1 } = header;
  requireStillPicture({ width, height, frames: pages });
  await sharp(content, DECODING)
    .timeout({ seconds: READING_S_MAX })
    .resize(16, 16, { fit: 'fill' })
    .raw()
    .toBuffer()
    .catch(() => {
      throw unreadable('picture');
    });
}

/**
 * The picture made anew from its pixels: turned as its camera was held, without place, time and
 * device, and without whatever stood behind it in the file. For those who look at it.
 */
export async function cleanCopy(content: Buffer, mediaType: PictureType): Promise<Buffer> {
  const pixels = sharp(content, DECODING).timeout({ seconds: COPYING_S_MAX }).autoOrient();
  switch (mediaType) {
    case 'image/jpeg':
      return pixels.jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' }).toBuffer();
    case 'image/png':
      return pixels.png().toBuffer();
    case 'image/webp':
      return pixels.webp({ quality: QUALITY, effort: 1 }).toBuffer();
  }
}
