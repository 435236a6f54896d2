import { DomainError } from '@app/kernel';
import type { Reads } from '@app/platform';

import { balanceFrom, inOrder } from '../domain/bundle/balances';
import type { Balance } from '../domain/bundle/balances';
import type { Chart, ChartAccount, PeriodClosing } from '../domain/bundle/chart';
import type { CanonicalJournal } from '../domain/canonical-journal';
import { CANONICAL_COLUMNS, canonicalOf } from '../persistence/read-canonical-journals';
import type { CanonicalRow } from '../persistence/read-canonical-journals';
import { readSealedTurnover } from '../persistence/read-turnover';

/** A journal with its leaf, as the log holds them. */
export interface SealedJournal {
  readonly journal: CanonicalJournal;
  readonly hash: Buffer;
}

/** A signed checkpoint. */
export interface SignedCheckpoint {
  readonly size: number;
  readonly note: string;
}

/** The checkpoint of the given size, or the newest; refuses when there is none. */
export async function readCheckpoint(reads: Reads, size: number | null): Promise<SignedCheckpoint> {
  const rows = await reads.query<{ size: string; note: string }[]>(
    `SELECT size, note FROM ledger_checkpoints WHERE $1::bigint IS NULL OR size = $1
      ORDER BY size DESC LIMIT 1`,
    [size],
  );
  const [found] = rows;
  if (found !== undefined) return { size: Number(found.size), note: found.note };
  throw size === null ? nothingSealed() : await noSuchCheckpoint(reads, size);
}

function nothingSealed(): DomainError {
  return new DomainError('conflict', 'ledger.nothing_sealed', {
    en: 'There is no checkpoint yet: the running service seals what is posted within seconds, so start it, post something, and export again.',
    'zh-CN': '尚无检查点：运行中的服务会在数秒内封存已入账分录，请启动服务、入账后再导出。',
  });
}

async function noSuchCheckpoint(reads: Reads, size: number): Promise<DomainError> {
  const [near] = await reads.query<{ below: string | null; above: string | null }[]>(
    `SELECT (SELECT max(size) FROM ledger_checkpoints WHERE size < $1) AS below,
            (SELECT min(size) FROM ledger_checkpoints WHERE size > $1) AS above`,
    [size],
  );
  const others = [near?.below, near?.above].filter(
    (other) => other !== null && other !== undefined,
  );
  const [en, zh] =
    others.length === 0
      ? ['there is none yet', '目前没有任何检查点']
      : [`the nearest are ${others.join(' and ')}`, `最接近的是 ${others.join('、')}`];
  return new DomainError('not_found', 'ledger.no_such_checkpoint', {
    en: `The log has no checkpoint of ${size} journals; ${en}.`,
    'zh-CN': `日志没有涵盖 ${size} 笔分录的检查点；${zh}。`,
  });
}

/**
 * Checkpoints up to a size: at most `countMax`, spread evenly over the log, with the last of them,
 * and those with a fourth line, by which a key appoints its successor. One is signed every second;
 * who compares needs some of them, not all.
 */
export async function readCheckpoints(
  reads: Reads,
  size: number,
  countMax: number,
): Promise<SignedCheckpoint[]> {
  const rows = await reads.query<{ size: string; note: string }[]>(
    `SELECT c.size, c.note
       FROM generate_series(1, $2::bigint) AS step
       CROSS JOIN LATERAL (SELECT size, note FROM ledger_checkpoints
                            WHERE size >= div(step * $1::numeric, $2)::bigint ORDER BY size LIMIT 1) c
      WHERE c.size <= $1
     UNION
     SELECT size, note FROM ledger_checkpoints WHERE size <= $1 AND split_part(note, E'\\n', 4) <> ''
      ORDER BY size`,
    [size, countMax],
  );
  return rows.map((row) => ({ size: Number(row.size), note: row.note }));
}

const MICROSECONDS = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The chart and the closings as they are now. */
export async function readChart(reads: Reads): Promise<Chart> {
  const accounts = await reads.query<ChartAccount[]>(
    `SELECT a.code, a.name_en AS "nameEn", a.name_zh AS "nameZh", a.type, a.normal_side AS "normalSide", a.currency,
            a.dimensions,
            CASE WHEN c.code IS NULL THEN NULL ELSE json_build_object('closedAt', ${MICROSECONDS('c.closed_at')},
              'closedBy', c.closed_by, 'reason', c.reason) END AS closing
       FROM ledger_accounts a LEFT JOIN ledger_account_closings c ON c.code = a.code`,
  );
  const periodClosings = await reads.query<PeriodClosing[]>(
    `SELECT ${MICROSECONDS('closed_until')} AS "closedUntil", ${MICROSECONDS('closed_at')} AS "closedAt",
            closed_by AS "closedBy", reason
       FROM ledger_period_closings ORDER BY ledger_period_closings.closed_until`,
  );
  return {
    accounts: accounts.sort((one, other) => (one.code < other.code ? -1 : 1)),
    periodClosings,
  };
}

/** What the ledger itself says had gone through each account at a size of the log. */
export async function readBalances(
  reads: Reads,
  size: number,
  accounts: readonly ChartAccount[],
): Promise<Balance[]> {
  const byCode = new Map(accounts.map((account) => [account.code, account]));
  const turnovers = await readSealedTurnover(reads, size);
  return turnovers
    .map(({ code, currency, ...sums }) =>
      balanceFrom(byCode.get(code) ?? { code, normalSide: 'debit' }, currency, sums),
    )
    .sort(inOrder);
}

interface LeafRow extends CanonicalRow {
  readonly leaf_index: string;
  readonly hash: Buffer;
  readonly leaf_lane: number;
  readonly leaf_journal: string;
}

/**
 * The journals of a part of the log, in its order. Refuses as `ledger.journal_missing` a leaf
 * without its journal, and a leaf that is not there: somebody deleted them behind our back.
 */
export async function readSealed(
  reads: Reads,
  begin: number,
  end: number,
): Promise<SealedJournal[]> {
  const rows = await reads.query<LeafRow[]>(
    `SELECT l.leaf_index, l.hash, l.lane AS leaf_lane, l.journal_id AS leaf_journal, ${CANONICAL_COLUMNS}
       FROM ledger_leaves l LEFT JOIN ledger_journals j ON j.lane = l.lane AND j.id = l.journal_id
      WHERE l.leaf_index >= $1 AND l.leaf_index < $2 ORDER BY l.leaf_index`,
    [begin, end],
  );
  for (let index = begin; index < end; index += 1) {
    const row = rows[index - begin];
    if (row === undefined || Number(row.leaf_index) !== index) throw missing(index, 'its leaf');
    if ((row.id as string | null) === null) {
      throw missing(index, `${row.leaf_journal} (lane ${row.leaf_lane})`);
    }
  }
  return rows.map((row) => ({ journal: canonicalOf(row), hash: row.hash }));
}

function missing(index: number, what: string): DomainError {
  return new DomainError(
    'unprocessable',
    'ledger.journal_missing',
    {
      en: `Journal number ${index} of the log is gone from the database: ${what} was deleted. Compare with a backup.`,
      'zh-CN': `日志第 ${index} 号分录已从数据库中消失（${what}），请与备份比对。`,
    },
    { index },
  );
}
