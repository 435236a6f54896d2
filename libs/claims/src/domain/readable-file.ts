import { DomainError } from '@app/kernel';

import { PIXELS_MAX } from './evidence-limits';

/** What the header of a picture says, before anything of it is decoded. */
export interface PictureHeader {
  readonly width: number;
  readonly height: number;
  /** Pictures in the file; more than one is a moving picture. */
  readonly frames: number;
}

/** Refuses a picture that is too large once decoded, or that moves. */
export function requireStillPicture({ width, height, frames }: PictureHeader): void {
  if (width * height > PIXELS_MAX) {
    const most = String(PIXELS_MAX / 1_000_000);
    const saw = `${String(width)} × ${String(height)}`;
    throw new DomainError(
      'too_large',
      'evidence.too_many_pixels',
      {
        en: `The picture has ${saw} pixels; at most ${most} million can be taken. Send a smaller one.`,
        'zh-CN': `图片尺寸为 ${saw} 像素，最多 ${most} 百万像素，请上传较小的图片。`,
      },
      { field: 'file', saw },
    );
  }
  if (frames === 1) return;
  throw new DomainError(
    'unprocessable',
    'evidence.moving_picture',
    {
      en: `The file holds ${String(frames)} pictures one after the other. Send a still picture of what matters.`,
      'zh-CN': `该文件是由 ${String(frames)} 帧组成的动图，请上传关键画面的静态截图。`,
    },
    { field: 'file', saw: `${String(frames)} pictures` },
  );
}

/** Refuses what no decoder reads to its end. */
export function unreadable(what: 'picture' | 'PDF'): DomainError {
  return new DomainError(
    'unprocessable',
    'evidence.unreadable',
    {
      en: `The ${what} cannot be read to its end: it is damaged, or was cut off on the way. Open it on your side; if it looks right there, send a screenshot of it.`,
      'zh-CN': `${what === 'PDF' ? 'PDF' : '图片'}无法完整读取，可能已损坏或传输中断。请在您的设备上打开确认，如显示正常，请上传其截图。`,
    },
    { field: 'file', saw: `a damaged ${what}` },
  );
}
