import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
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
export function logNotReady(status: 'late' | 'stopped', ledger: object): DomainError {
  const { code, text } = NOT_READY[status];
  return new DomainError('unavailable', code, text, { checks: { database: 'ok', ledger } });
}

const NOT_READY: Readonly<Record<'late' | 'stopped', { code: string; text: Bilingual }>> = {
  late: {
    code: 'ledger.sealing_late',
    text: {
      en: 'Journals wait longer than a minute for their seal. Nothing is lost; look at the log of the worker for the reason.',
      'zh-CN': '有分录等待封存超过一分钟。数据没有丢失，原因请查看 worker 日志。',
    },
  },
  stopped: {
    code: 'ledger.sealing_stopped',
    text: {
      en: 'Sealing is stopped: a checkpoint was published that this database does not have. See "failure" and the page of the ledger on restoring.',
      'zh-CN':
        '已停止封存：存在已发布但本数据库中没有的检查点。详见 failure 以及账本文档中的恢复说明。',
    },
  },
};
