import { DomainError } from '@app/kernel';
import { isStopped } from '@app/ledger';
import type { LogReadiness, LogState, Publication } from '@app/ledger';

/** The transparency log as anybody may see it: sizes and times, no addresses and no paths. */
export function presentLog(
  { checkpoint, publications }: LogState,
  { status, oldestUnsealedSeconds }: LogReadiness,
): object {
  return {
    status,
    oldestUnsealedSeconds,
    checkpoint:
      checkpoint === null
        ? null
        : { size: checkpoint.size, sealedAt: checkpoint.sealedAt.toISOString() },
    publications: publications.map(presentPublication),
  };
}

/** What a stopped place holds says which backup is needed; other failures name our insides. */
function presentPublication(publication: Publication): object {
  const { place, size, publishedAt, failingSince, failure } = publication;
  return {
    place,
    status: failingSince === null ? 'ok' : 'failing',
    size,
    publishedAt: publishedAt?.toISOString() ?? null,
    failingSince: failingSince?.toISOString() ?? null,
    ...(isStopped(publication) ? { failure } : {}),
  };
}

/** The refusal of `/readyz`, with the same facts. */
export function sealingStopped(ledger: object): DomainError {
  return new DomainError(
    'unavailable',
    'ledger.sealing_stopped',
    {
      en: 'Sealing is stopped: a checkpoint was published that this database does not have. See "failure" and the page of the ledger on restoring.',
      'zh-CN':
        '已停止封存：存在已发布但本数据库中没有的检查点。详见 failure 以及账本文档中的恢复说明。',
    },
    { checks: { database: 'ok', ledger } },
  );
}
