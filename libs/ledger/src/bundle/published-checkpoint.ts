import { readFileSync, statSync } from 'node:fs';

import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

import { NOTE_BYTES_MAX } from '../domain/transparency/signed-note';
import type { PublishedCheckpoint } from './bundle-checkpoints';
import { kindOf, whyUnreadable } from './ordinary-file';

/** Where a shell puts what another program writes: `--checkpoint <(curl …)`. */
const OF_THE_SHELL = /^\/(?:dev|proc\/[^/]+)\/fd\//;

/**
 * Reads a checkpoint that the log published, for `verifyBundle`. Refuses as
 * `ledger.checkpoint_unreadable` what cannot be read, and what is no file: a pipe that nobody
 * writes to would never end.
 */
export function readPublishedCheckpoint(path: string): PublishedCheckpoint {
  try {
    const found = statSync(path);
    const isPassed = found.isFIFO() && OF_THE_SHELL.test(path);
    if (!found.isFile() && !isPassed) {
      const { en, 'zh-CN': zh } = kindOf(found);
      throw unreadable(path, { en: `it is ${en}, not a file`, 'zh-CN': `它是${zh}，而不是文件` });
    }
    if (found.size > NOTE_BYTES_MAX) {
      throw unreadable(path, { en: 'it is too long', 'zh-CN': '文件过长' });
    }
    return { path, note: readFileSync(path) };
  } catch (error) {
    throw error instanceof DomainError ? error : unreadable(path, whyUnreadable(error));
  }
}

function unreadable(path: string, why: Bilingual): DomainError {
  return new DomainError('not_found', 'ledger.checkpoint_unreadable', {
    en: `The checkpoint ${path} cannot be read: ${why.en}.`,
    'zh-CN': `无法读取检查点 ${path}：${why['zh-CN']}。`,
  });
}
