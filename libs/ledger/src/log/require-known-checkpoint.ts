import { DomainError } from '@app/kernel';
import type { Reads } from '@app/platform';

import { CHECKPOINT_MISSING, PLACE_FOREIGN } from '../domain/log-readiness';
import { parseCheckpoint } from '../domain/transparency/checkpoint';
import type { Checkpoint } from '../domain/transparency/checkpoint';
import { parseNote } from '../domain/transparency/signed-note';
import type { LogQueries } from '../log.queries';

/** What a place answered when it was asked for its checkpoint. */
export interface HeldNote {
  readonly place: string;
  readonly note: string;
}

/**
 * Makes sure that the database has the checkpoint that a place holds, and returns its size. If it
 * has not, it was restored from an older backup or is another one; to sign from there would fork
 * the log: `ledger.checkpoint_missing`. What is no checkpoint of this log: `ledger.place_foreign`.
 */
export async function requireKnownCheckpoint(
  reads: Reads,
  queries: LogQueries,
  { place, note }: HeldNote,
): Promise<number> {
  const held = readHeld(note);
  if (held === null) throw foreign(place);
  const origin = (await queries.origin(reads)) ?? held.origin;
  if (held.origin !== origin) throw foreign(place);
  const root = await queries.rootAt(reads, held.size);
  if (root?.equals(held.root) !== true) throw missing(place, held);
  return held.size;
}

function readHeld(note: string): Checkpoint | null {
  try {
    return parseCheckpoint(parseNote(note).text);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

function missing(place: string, { size, root }: Checkpoint): DomainError {
  const named = { size: String(size), root: root.toString('base64') };
  return new DomainError(
    'unavailable',
    CHECKPOINT_MISSING,
    {
      en:
        `The place "${place}" holds a published checkpoint of ${named.size} journals with the root ${named.root}, and this database ` +
        'does not have it: it was restored from an older backup, or it is another database. Nothing is sealed, because that would fork ' +
        'the log. Restore a backup that is at least as new as this checkpoint.',
      'zh-CN':
        `发布位置“${place}”保存着已发布的检查点（${named.size} 笔分录，根哈希 ${named.root}），而本数据库中没有：` +
        '数据库可能由较旧的备份恢复，或不是同一个数据库。为避免日志分叉，已停止封存。请恢复不早于该检查点的备份。',
    },
    { place, size, root: named.root },
  );
}

function foreign(place: string): DomainError {
  return new DomainError(
    'unavailable',
    PLACE_FOREIGN,
    {
      en:
        `What the place "${place}" holds is not a checkpoint of this log. Nothing is sealed until somebody has looked: ` +
        'if the database was restored or made anew, restore a newer backup; if the file is damaged or of another installation, move it away.',
      'zh-CN':
        `发布位置“${place}”中的内容不是本日志的检查点，在有人检查之前不再封存：` +
        '若数据库是恢复或新建的，请恢复较新的备份；若文件已损坏或属于其他安装，请将其移走。',
    },
    { place },
  );
}
