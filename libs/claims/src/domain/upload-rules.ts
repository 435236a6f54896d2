import { DomainError } from '@app/kernel';

const KEPT_MS = 24 * 3_600_000;
/** No request takes so long: the server ends them long before. */
const PART_MS_MAX = 3_600_000;
const OPEN_MAX = 10;
/** Ten kilobytes each, for the largest file: a network that is worse carries nothing. */
const PARTS_MAX = 1_000;

/** Until when the rest of an upload is waited for, counted from what came last. */
export function uploadExpiry(now: Date): Date {
  return new Date(now.getTime() + KEPT_MS);
}

/** When a part that was on its way as its upload was closed has come to its end for certain. */
export function noPartComesAfter(closedAt: Date): Date {
  return new Date(closedAt.getTime() + PART_MS_MAX);
}

/** Refuses one more upload beside those that a person has open on a claim: `upload.too_many`. */
export function requireFewOpen(open: readonly unknown[]): void {
  if (open.length < OPEN_MAX) return;
  throw new DomainError('conflict', 'upload.too_many', {
    en: `You have ${String(OPEN_MAX)} uploads on this claim that are not finished. Finish or cancel one of them first; what is left lapses within a day.`,
    'zh-CN': `您在该索赔上已有 ${String(OPEN_MAX)} 个未完成的上传，请先完成或取消其中之一；未完成的将在一天内失效。`,
  });
}

/** Refuses a part that does not begin where the one before ended: `upload.wrong_offset`. */
export function requireOffset(startByte: number, receivedBytes: number): void {
  if (startByte === receivedBytes) return;
  throw new DomainError(
    'conflict',
    'upload.wrong_offset',
    {
      en: `${String(receivedBytes)} bytes are here: the next part begins there ("Upload-Offset: ${String(receivedBytes)}"), not at ${String(startByte)}.`,
      'zh-CN': `已收到 ${String(receivedBytes)} 字节，下一段应由此开始（Upload-Offset: ${String(receivedBytes)}），而不是 ${String(startByte)}。`,
    },
    { field: 'Upload-Offset', saw: String(startByte), offset: receivedBytes },
  );
}

/** Refuses an upload in too many parts: `upload.too_many_parts`. */
export function requireFewParts(count: number): void {
  if (count < PARTS_MAX) return;
  throw new DomainError('conflict', 'upload.too_many_parts', {
    en: `The file came in ${String(PARTS_MAX)} parts and is still not whole. Send it as one, by POST …/evidence.`,
    'zh-CN': `文件已分 ${String(PARTS_MAX)} 段上传仍未完成，请通过 POST …/evidence 一次上传。`,
  });
}

/** There is no such upload of this person, or not any more. */
export function noSuchUpload(): DomainError {
  return new DomainError('not_found', 'upload.not_found', {
    en: 'You have no unfinished upload of this file here. Announce it first: POST …/evidence/uploads.',
    'zh-CN': '您在此没有该文件的未完成上传，请先声明：POST …/evidence/uploads。',
  });
}

/** More came than was announced. */
export function longerThanAnnounced(sizeBytes: number): DomainError {
  return new DomainError(
    'unprocessable',
    'upload.longer_than_announced',
    {
      en: `More came than the ${String(sizeBytes)} bytes that were announced. This part was not kept; announce the file as it is.`,
      'zh-CN': `收到的内容超过声明的 ${String(sizeBytes)} 字节，本段未保留，请按实际大小重新声明。`,
    },
    { field: 'size', saw: String(sizeBytes) },
  );
}
