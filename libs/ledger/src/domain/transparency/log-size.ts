import { DomainError } from '@app/kernel';

/**
 * Sizes and indexes are numbers up to 2^53 − 1: a log of a million entries a second would need 285
 * years to outgrow them. The formats allow more; what is larger is refused, never rounded. Beyond
 * 2^31 the bit operators of the language fail, so halving and remainders are arithmetic here.
 */
export function isLogSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Refuses as `ledger.outside_log` what cannot be the number of entries of a log. */
export function requireLogSize(size: number): void {
  if (!isLogSize(size)) {
    throw outsideLog(
      `A log's size is a whole number from 0 to 2^53 − 1, not ${String(size)}.`,
      `日志大小须为 0 至 2^53 − 1 的整数，而不是 ${String(size)}。`,
    );
  }
}

/** Refuses as `ledger.outside_log` an index at which a log of `size` entries has none. */
export function requireIndex(index: number, size: number): void {
  requireLogSize(size);
  if (!isLogSize(index) || index >= size) {
    throw outsideLog(
      `There is no entry ${String(index)} in a log of ${String(size)} entries; the first is 0.`,
      `该日志共 ${String(size)} 条（从 0 起编号），没有第 ${String(index)} 条。`,
    );
  }
}

/** Refuses as `ledger.outside_log` an earlier size that is larger than the later one. */
export function requireEarlier(oldSize: number, size: number): void {
  requireLogSize(size);
  requireLogSize(oldSize);
  if (oldSize > size) {
    throw outsideLog(
      `A log of ${String(size)} entries has no earlier state of ${String(oldSize)} entries.`,
      `日志现有 ${String(size)} 条，不存在含 ${String(oldSize)} 条的更早状态。`,
    );
  }
}

function outsideLog(en: string, zh: string): DomainError {
  return new DomainError('unprocessable', 'ledger.outside_log', { en, 'zh-CN': zh });
}
