import { DomainError } from '@app/kernel';

/** OWASP ASVS 5.2: what a person can hand in is limited in size, in number and once decoded. */
export const EVIDENCE_BYTES_MAX = 10 * 1_024 * 1_024;
const FILES_PER_CLAIM_MAX = 50;
/** Twice what the best telephones take; decoded, that is 160 MB. */
export const PIXELS_MAX = 40_000_000;

const DAY_MS = 24 * 3_600_000;
/** A smaller file counts as so much: it takes a connection, a look and a row like any other. */
const COUNTED_BYTES_MIN = 64 * 1_024;

/** What of an arrival counts among the bytes of a day. */
export function countedBytes(sizeBytes: number): number {
  return Math.max(sizeBytes, COUNTED_BYTES_MIN);
}

/** Whether a file is a day old, so that whoever was about to name it has done so. */
export function isSettledFile(since: Date, now: Date): boolean {
  return since <= dayBefore(now);
}

/** The beginning of the 24 hours that end now. */
export function dayBefore(now: Date): Date {
  return new Date(now.getTime() - DAY_MS);
}

/**
 * One file too many for what a person may send within 24 hours (`evidence.too_much_today`).
 * `freedBy` is when the arrival came that has to be a day old by then.
 */
export function tooMuchToday(
  freedBy: Date,
  { bytesMax, now }: { bytesMax: number; now: Date },
): DomainError {
  const againAt = new Date(freedBy.getTime() + DAY_MS);
  const again = againAt.toISOString();
  const most = String(Math.floor(bytesMax / 1_024 / 1_024));
  return new DomainError(
    'too_many_requests',
    'evidence.too_much_today',
    {
      en: `You sent ${most} MB of files within 24 hours, and that is the most there can be. Nothing of this file was kept; it can be sent from ${again} on.`,
      'zh-CN': `您在 24 小时内上传的文件已达 ${most} MB 上限，本文件未被保存，${again} 起可再次上传。`,
    },
    {
      field: 'file',
      againAt: again,
      retryAfterSeconds: Math.max(1, Math.ceil((againAt.getTime() - now.getTime()) / 1_000)),
    },
  );
}

/** Refuses what is announced to be larger than a file may be: `file.too_large`. */
export function requireSize(sizeBytes: number): void {
  if (sizeBytes <= EVIDENCE_BYTES_MAX) return;
  const most = String(EVIDENCE_BYTES_MAX / 1_024 / 1_024);
  throw new DomainError(
    'too_large',
    'file.too_large',
    { en: `The file is larger than ${most} MB.`, 'zh-CN': `文件超过 ${most} MB。` },
    { field: 'size', saw: String(sizeBytes) },
  );
}

/**
 * Refuses one more file on a claim that holds as many as it may (`evidence.too_many`), or as many
 * bytes (`evidence.too_much`).
 */
export function requireRoom(
  held: readonly { sizeBytes: number }[],
  sizeBytes: number,
  bytesMax: number,
): void {
  if (held.length >= FILES_PER_CLAIM_MAX) {
    throw new DomainError('conflict', 'evidence.too_many', {
      en: `A claim holds at most ${String(FILES_PER_CLAIM_MAX)} files. Beyond them there is room only for one file of each item on the list that has none yet.`,
      'zh-CN': `每份索赔最多 ${String(FILES_PER_CLAIM_MAX)} 个文件，超出后仅可为清单中尚无文件的项目各上传一个文件。`,
    });
  }
  const heldBytes = held.reduce((sum, file) => sum + file.sizeBytes, 0);
  if (heldBytes + sizeBytes <= bytesMax) return;
  const [most, left] = [bytesMax, Math.max(0, bytesMax - heldBytes)].map((bytes) =>
    String(Math.floor(bytes / 1_024 / 1_024)),
  );
  throw new DomainError(
    'conflict',
    'evidence.too_much',
    {
      en: `The files of a claim are at most ${most ?? ''} MB together; there is room for ${left ?? ''} MB more. Send smaller pictures.`,
      'zh-CN': `每份索赔的文件合计不超过 ${most ?? ''} MB，还可上传 ${left ?? ''} MB，请上传较小的图片。`,
    },
    { field: 'file' },
  );
}
