import { Injectable } from '@nestjs/common';

import { Clock, DomainError } from '@app/kernel';
import { UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

/**
 * Keeps in mind which files may be named by no record: those that are about to be kept, and those
 * that a record lets go of. `DiscardFile` looks at them a day later.
 */
@Injectable()
export class ProvisionalFiles {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Before a file gets its name: from here on it stays for a day, named or not. */
  async note(sha256: string): Promise<void> {
    await this.unitOfWork.transaction((tx) => this.letGo(tx, [sha256]));
  }

  /** Files that the caller's records name no more; `evidence.busy` while one is being removed. */
  async letGo(tx: Tx, files: readonly string[]): Promise<void> {
    // In one order, so that two who let go of the same files do not wait for each other.
    const noted = [...new Set(files)].sort();
    if (noted.length === 0) return;
    const rows = await tx.query<unknown[]>(
      `INSERT INTO provisional_files AS file (sha256, since)
       SELECT sha256, $2::timestamptz FROM unnest($1::text[]) AS noted (sha256)
       ON CONFLICT (sha256) DO UPDATE SET since = greatest(file.since, excluded.since)
         WHERE file.removed_at IS NULL
       RETURNING sha256`,
      [noted, this.clock.now()],
    );
    if (rows.length < noted.length) throw beingRemoved();
  }
}

function beingRemoved(): DomainError {
  return new DomainError(
    'unavailable',
    'evidence.busy',
    {
      en: 'An older copy of this very file is being removed at this moment. Nothing was kept of yours; send it again in a few seconds.',
      'zh-CN': '系统正在清理该文件的旧副本，您的文件未被保存，请几秒后重新上传。',
    },
    { retryAfterSeconds: 5 },
  );
}
