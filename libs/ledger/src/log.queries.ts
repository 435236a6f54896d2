import { Injectable } from '@nestjs/common';

import { isId, laneOfId } from '@app/kernel';
import type { Reads } from '@app/platform';

import { canonicalJournal } from './domain/canonical-journal';
import type { LogState, Publication } from './domain/log-readiness';
import { encodeEntryBundle } from './domain/transparency/entry-bundle';
import { requireEarlier } from './domain/transparency/log-size';
import {
  consistencyProof,
  inclusionProof,
  nodesForConsistency,
  nodesForInclusion,
} from './domain/transparency/merkle-proof';
import { nodeLookup } from './domain/transparency/stored-nodes';
import { nodesOfTile, tileWidth } from './domain/transparency/tile-path';
import type { Tile } from './domain/transparency/tile-path';
import { LedgerJournalEntity } from './persistence/ledger-journal.entity';
import { CANONICAL_COLUMNS, canonicalOf } from './persistence/read-canonical-journals';
import type { CanonicalRow } from './persistence/read-canonical-journals';
import { readLogNodes } from './persistence/read-log-nodes';

export interface SealedCheckpoint {
  readonly size: number;
  /** The signed note. */
  readonly note: string;
  readonly sealedAt: Date;
}

/** A journal's place in the log, and what proves it. */
export interface JournalProof {
  readonly leafIndex: number;
  readonly checkpoint: SealedCheckpoint;
  /** From the leaf to the root, the lowest first. */
  readonly hashes: readonly Buffer[];
  /** The exact text whose hash is the leaf. */
  readonly entry: string;
}

export interface LogKey {
  readonly verifierKey: string;
  readonly createdAt: Date;
}

const CHECKPOINTS = 'SELECT size, note, sealed_at FROM ledger_checkpoints';

/** One look per lane, however much waits: ids begin with the time at which they were made. */
const OLDEST_UNSEALED = `
  SELECT min(j.posted_at) AS time FROM generate_series(0, 63) AS lanes (lane)
   CROSS JOIN LATERAL (
     SELECT u.lane, u.id FROM ledger_unsealed u WHERE u.lane = lanes.lane::smallint ORDER BY u.id LIMIT 1) AS first
    JOIN ledger_journals j ON j.lane = first.lane AND j.id = first.id`;

/** All reads of the transparency log. */
@Injectable()
export class LogQueries {
  /** The log's name; null before it was opened. */
  async origin(reads: Reads): Promise<string | null> {
    const [log] = await reads.query<{ origin: string }[]>('SELECT origin FROM ledger_log');
    return log?.origin ?? null;
  }

  /** The keys that checkpoints were signed with, in the order in which they came into force. */
  async keys(reads: Reads): Promise<LogKey[]> {
    const rows = await reads.query<{ verifier_key: string; created_at: Date }[]>(
      'SELECT verifier_key, created_at FROM ledger_log_keys ORDER BY created_at, verifier_key',
    );
    return rows.map((row) => ({ verifierKey: row.verifier_key, createdAt: row.created_at }));
  }

  async latestCheckpoint(reads: Reads): Promise<SealedCheckpoint | null> {
    const [latest] = await this.checkpoints(reads, `${CHECKPOINTS} ORDER BY size DESC LIMIT 1`);
    return latest ?? null;
  }

  /** The checkpoints after one size, in their order, `limit` at most. */
  async checkpointsAfter(reads: Reads, size: number, limit: number): Promise<SealedCheckpoint[]> {
    const sql = `${CHECKPOINTS} WHERE size > $1 ORDER BY size LIMIT $2`;
    return this.checkpoints(reads, sql, [size, limit]);
  }

  /** The root that was signed at exactly this size; null when none was. */
  async rootAt(reads: Reads, size: number): Promise<Buffer | null> {
    const [row] = await reads.query<{ root: Buffer }[]>(
      'SELECT root FROM ledger_checkpoints WHERE size = $1',
      [size],
    );
    return row?.root ?? null;
  }

  /**
   * The bytes of a tile or an entry bundle (C2SP tlog-tiles). Null when the log does not reach it:
   * only what a checkpoint covers is served.
   */
  async tile(reads: Reads, tile: Tile): Promise<Buffer | null> {
    const latest = await this.latestCheckpoint(reads);
    if (tile.width > tileWidth(tile, latest?.size ?? 0)) return null;
    const range = nodesOfTile(tile);
    if (tile.level === 'entries') return this.entries(reads, range.first, range.count);
    const nodes = nodeLookup(await readLogNodes(reads, [range]));
    const indexes = Array.from({ length: range.count }, (_, at) => range.first + at);
    return Buffer.concat(indexes.map((index) => nodes(range.level, index)));
  }

  /** Proves a journal to be in the log. Null when no checkpoint covers it, or there is none. */
  async proof(reads: Reads, journalId: string): Promise<JournalProof | null> {
    if (!isId(journalId, 'jnl')) return null;
    const [row] = await reads.query<(CanonicalRow & { leaf_index: string })[]>(
      `SELECT l.leaf_index, ${CANONICAL_COLUMNS} FROM ledger_leaves l
         JOIN ledger_journals j ON j.lane = l.lane AND j.id = l.journal_id
        WHERE l.lane = $1 AND l.journal_id = $2`,
      [laneOfId(journalId), journalId],
    );
    // Read after the leaf, so that it covers it: a leaf and its checkpoint are one commit.
    const checkpoint = await this.latestCheckpoint(reads);
    if (row === undefined || checkpoint === null) return null;
    const leafIndex = Number(row.leaf_index);
    const ranges = nodesForInclusion(leafIndex, checkpoint.size);
    const nodes = nodeLookup(await readLogNodes(reads, ranges));
    const hashes = inclusionProof(leafIndex, checkpoint.size, nodes);
    return { leafIndex, checkpoint, hashes, entry: canonicalJournal(canonicalOf(row)) };
  }

  /** Whether there is such a journal, sealed or not. */
  async isPosted(reads: Reads, journalId: string): Promise<boolean> {
    if (!isId(journalId, 'jnl')) return false;
    const where = { lane: laneOfId(journalId), id: journalId };
    return reads.existsBy(LedgerJournalEntity, where);
  }

  /**
   * Proves that the log of `to` entries begins with its first `from`. Refuses as
   * `ledger.outside_log` sizes that it did not have.
   */
  async consistency(reads: Reads, from: number, to: number): Promise<Buffer[]> {
    requireEarlier(to, (await this.latestCheckpoint(reads))?.size ?? 0);
    const nodes = nodeLookup(await readLogNodes(reads, nodesForConsistency(from, to)));
    return consistencyProof(from, to, nodes);
  }

  async state(reads: Reads): Promise<LogState> {
    const [oldest] = await reads.query<{ time: Date | null }[]>(OLDEST_UNSEALED);
    return {
      checkpoint: await this.latestCheckpoint(reads),
      oldestUnsealedAt: oldest?.time ?? null,
      publications: await this.publications(reads),
    };
  }

  /** The places in use. */
  async publications(reads: Reads): Promise<Publication[]> {
    const rows = await reads.query<PublicationRow[]>(
      `SELECT target, size, published_at, failing_since, failure FROM ledger_publications
        WHERE coalesce(published_at, failing_since) IS NOT NULL ORDER BY target`,
    );
    return rows.map((row) => ({
      place: row.target,
      size: Number(row.size),
      publishedAt: row.published_at,
      failingSince: row.failing_since,
      failure: row.failure,
    }));
  }

  /** How many journals wait to be sealed. Looks at `rowsMax` postings at the most. */
  async unsealed(reads: Reads, rowsMax: number | null = null): Promise<number> {
    const [row] = await reads.query<{ journals: string }[]>(
      `SELECT coalesce(sum(cardinality(journal_ids)), 0) AS journals
         FROM (SELECT journal_ids FROM ledger_unsealed LIMIT $1) AS waiting`,
      [rowsMax],
    );
    return Number(row?.journals ?? 0);
  }

  private async checkpoints(
    reads: Reads,
    sql: string,
    parameters: unknown[] = [],
  ): Promise<SealedCheckpoint[]> {
    const rows = await reads.query<{ size: string; note: string; sealed_at: Date }[]>(
      sql,
      parameters,
    );
    return rows.map(({ size, note, sealed_at: sealedAt }) => ({
      size: Number(size),
      note,
      sealedAt,
    }));
  }

  private async entries(reads: Reads, first: number, count: number): Promise<Buffer> {
    const rows = await reads.query<CanonicalRow[]>(
      `SELECT ${CANONICAL_COLUMNS} FROM ledger_leaves l
         JOIN ledger_journals j ON j.lane = l.lane AND j.id = l.journal_id
        WHERE l.leaf_index >= $1 AND l.leaf_index < $2 ORDER BY l.leaf_index`,
      [first, first + count],
    );
    if (rows.length !== count) throw new Error(`Of ${count} journals ${rows.length} are there.`);
    return encodeEntryBundle(rows.map((row) => Buffer.from(canonicalJournal(canonicalOf(row)))));
  }
}

interface PublicationRow {
  readonly target: string;
  readonly size: string;
  readonly published_at: Date | null;
  readonly failing_since: Date | null;
  readonly failure: string | null;
}
