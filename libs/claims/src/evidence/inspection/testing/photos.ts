import sharp from 'sharp';

import { pdf } from './hostile-files';

const SIZE = { width: 40, height: 60, channels: 3 as const };

/** A photo as a telephone takes it: held sideways, with the place where it was and its maker. */
export function aPhoto(background = '#446'): Promise<Buffer> {
  return sharp({ create: { ...SIZE, background } })
    .withExif({
      IFD0: { Make: 'Phone', Artist: 'Lin' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 54/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

export function aWebp(background = '#446'): Promise<Buffer> {
  return sharp({ create: { ...SIZE, background } })
    .webp()
    .toBuffer();
}

/** A PDF of exactly so many bytes. */
export function pdfOf(sizeBytes: number): Buffer {
  const filled = (length: number): Buffer => {
    const [head, tail] = [Buffer.from('<< >>\nstream\n'), Buffer.from('\nendstream')];
    return pdf([Buffer.concat([head, Buffer.alloc(length, 'x'), tail])]);
  };
  const tried = filled(sizeBytes - 1_000);
  return filled(sizeBytes - 1_000 + (sizeBytes - tried.length));
}
