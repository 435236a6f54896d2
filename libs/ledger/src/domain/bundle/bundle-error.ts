import { DomainError } from '@app/kernel';
import type { Bilingual, ErrorDetails } from '@app/kernel';

export type BundleCode =
  | 'not_a_bundle'
  | 'bad_bundle'
  | 'bad_journal'
  | 'bad_balance'
  /** Entries that were published are missing. */
  | 'log_shorter'
  /** A checkpoint or a key is of another log. */
  | 'other_log'
  /** A published checkpoint is of another history. */
  | 'log_forked';

/**
 * A folder that is not a bundle, or not the one that was signed: `ledger.bad_bundle`, or a
 * code that says more.
 */
export function badBundle(
  en: string,
  zh: string,
  code: BundleCode = 'bad_bundle',
  details: ErrorDetails = {},
): DomainError {
  return new DomainError('unprocessable', `ledger.${code}`, { en, 'zh-CN': zh }, details);
}

/** Where a journal stands in a bundle. */
export interface JournalPlace {
  /** Its number in the log, from 0. */
  readonly index: number;
  readonly path: string;
  /** From 1, as editors count. */
  readonly lineNumber: number;
  /** Null when the line does not tell. */
  readonly id: string | null;
}

/** The first journal of a bundle that is not as it should be: `ledger.bad_journal`. */
export function badJournal(place: JournalPlace, fault: Bilingual): DomainError {
  const { index, path, lineNumber, id } = place;
  const at = `${path}:${lineNumber}`;
  const [named, namedZh] = id === null ? ['', ''] : [`${id}, `, `${id}，`];
  return badBundle(
    `The first bad journal is number ${index} (${named}${at}): ${fault.en}.`,
    `第一笔有误的分录为第 ${index} 号（${namedZh}${at}）：${fault['zh-CN']}。`,
    'bad_journal',
    { index, path, lineNumber, id },
  );
}
