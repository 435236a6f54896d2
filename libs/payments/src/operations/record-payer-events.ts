import { Injectable } from '@nestjs/common';

import { Clock, laneOfSeed } from '@app/kernel';
import type { DomainError } from '@app/kernel';
import type { Tx } from '@app/platform';

import { payerEventConflict, payerEventProblem } from '../domain/payer-event';
import type { PayerEventKind, PayerEventRecord } from '../domain/payer-event';

/** What became of one reported event. */
export interface RecordedPayerEvent {
  readonly sourceId: string;
  readonly result: 'created' | 'duplicate' | 'conflict' | 'refused';
  readonly problem?: DomainError;
}

/** Of two with one key in one batch the first is inserted; the other meets it below. */
const INSERT_EVENTS = `
  INSERT INTO payer_events (lane, payer_id, source, source_id, kind, at, recorded_at)
  SELECT $1::smallint, $2::text, event.source, event.source_id, event.kind, event.at, $3::timestamptz
    FROM unnest($4::text[], $5::text[], $6::text[], $7::timestamptz[]) WITH ORDINALITY
      AS event (source, source_id, kind, at, place)
   ORDER BY event.source, event.source_id, event.place
  ON CONFLICT (lane, payer_id, source, source_id) DO NOTHING
  RETURNING source, source_id`;

const SELECT_EVENTS = `
  SELECT source, source_id, kind, at FROM payer_events
    JOIN unnest($3::text[], $4::text[]) AS wanted (source, source_id) USING (source, source_id)
   WHERE lane = $1 AND payer_id = $2`;

interface EventRow {
  readonly source: string;
  readonly source_id: string;
  readonly kind: PayerEventKind;
  readonly at: Date;
}

/** Takes over what an institution knows of a payer's account. */
@Injectable()
export class RecordPayerEvents {
  constructor(private readonly clock: Clock) {}

  /**
   * Records events of one payer, idempotent by (source, sourceId) among that payer's: the same
   * again is a `duplicate`, another kind or time a `conflict` that changes nothing. One bad report
   * does not hold up the others. The payer need not have paid anything yet.
   */
  async run(
    tx: Tx,
    payerId: string,
    records: readonly PayerEventRecord[],
  ): Promise<RecordedPayerEvent[]> {
    const now = this.clock.now();
    const problems = records.map((record) => payerEventProblem(record, now));
    const sound = records.filter((_record, index) => problems[index] === null);
    const created = await this.insert(tx, payerId, sound);
    const kept = await this.kept(tx, payerId, sound);
    return records.map((record, index) => {
      const { sourceId } = record;
      const problem = problems[index] ?? null;
      if (problem !== null) return { sourceId, result: 'refused', problem };
      const key = keyOf(record);
      if (!isSame(kept.get(key), record)) {
        return { sourceId, result: 'conflict', problem: payerEventConflict(record) };
      }
      // Only the first of its key in this batch is the one that was inserted.
      return { sourceId, result: created.delete(key) ? 'created' : 'duplicate' };
    });
  }

  private async insert(
    tx: Tx,
    payerId: string,
    sound: readonly PayerEventRecord[],
  ): Promise<Set<string>> {
    if (sound.length === 0) return new Set();
    const rows = await tx.query<Pick<EventRow, 'source' | 'source_id'>[]>(INSERT_EVENTS, [
      laneOfSeed(payerId),
      payerId,
      this.clock.now(),
      sound.map(({ source }) => source),
      sound.map(({ sourceId }) => sourceId),
      sound.map(({ kind }) => kind),
      sound.map(({ at }) => at),
    ]);
    return new Set(rows.map((row) => keyOf({ source: row.source, sourceId: row.source_id })));
  }

  private async kept(
    tx: Tx,
    payerId: string,
    sound: readonly PayerEventRecord[],
  ): Promise<ReadonlyMap<string, EventRow>> {
    if (sound.length === 0) return new Map();
    const rows = await tx.query<EventRow[]>(SELECT_EVENTS, [
      laneOfSeed(payerId),
      payerId,
      sound.map(({ source }) => source),
      sound.map(({ sourceId }) => sourceId),
    ]);
    return new Map(
      rows.map((row) => [keyOf({ source: row.source, sourceId: row.source_id }), row]),
    );
  }
}

function keyOf({ source, sourceId }: Pick<PayerEventRecord, 'source' | 'sourceId'>): string {
  return `${source}\n${sourceId}`;
}

function isSame(kept: EventRow | undefined, { kind, at }: PayerEventRecord): boolean {
  return kept?.kind === kind && kept.at.getTime() === at.getTime();
}
