import { Injectable } from '@nestjs/common';

import { Clock, DomainError, laneOfId, newId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import type { Tx } from '@app/platform';
import { In } from 'typeorm';

import type { PaymentRecord } from '../domain/importers';
import {
  contentHash,
  contradiction,
  laneOfKey,
  laneOfPayment,
  refundedMinorOf,
} from '../domain/payment-content';
import { PaymentEntity } from '../persistence/payment.entity';

/** What became of one reported payment. */
export interface RecordedPayment {
  readonly sourceId: string;
  /** Ours; null when nothing stands under this natural key because the report was refused. */
  readonly id: string | null;
  readonly result: 'created' | 'duplicate' | 'conflict' | 'refused';
  readonly problem?: DomainError;
}

const INSERT_KEYS = `
  INSERT INTO payment_keys (lane, source, source_id, payment_id)
  SELECT $1::smallint, k.* FROM unnest($2::text[], $3::text[], $4::text[]) AS k
  ON CONFLICT (lane, source, source_id) DO NOTHING
  RETURNING payment_id`;

/** A batch travels as one JSON text: binding thousands of parameters costs twice as much. */
const INSERT_PAYMENTS = `
  INSERT INTO payments (lane, id, source, source_id, channel, rail, paid_at, settled_at, payer_id,
    payer_name, payer_account, payee_id, payee_name, payee_account, currency, amount_minor, status,
    refunded_minor, description, content_hash, operation_id, operation_line, reported_by, created_at)
  SELECT $1::smallint, id, source, source_id, channel, rail, paid_at, settled_at, payer_id,
    payer_name, payer_account, payee_id, payee_name, payee_account, currency, amount_minor, status,
    refunded_minor, description, content_hash, operation_id, operation_line, reported_by, created_at
    FROM jsonb_populate_recordset(NULL::payments, $2::jsonb)`;

const SELECT_KEYS = `
  SELECT k.source, k.source_id, k.payment_id FROM payment_keys k
    JOIN unnest($2::text[], $3::text[]) AS wanted (source, source_id) USING (source, source_id)
   WHERE k.lane = $1`;

/** Where the rows of an import stand: an import that is run again knows its own rows by it. */
export interface ImportedLines {
  readonly operationId: string;
  /** The line of each record in the file. */
  readonly lineNumbers: readonly number[];
}

/** Who reports payments, and whether they come from a file. */
export interface Report {
  /** The account; null when nobody's does, so that no institution sees them as its own. */
  readonly by: string | null;
  readonly lines: ImportedLines | null;
}

const BY_NOBODY: Report = { by: null, lines: null };

interface Candidate {
  readonly record: PaymentRecord;
  readonly reportedBy: string | null;
  readonly operationId: string | null;
  readonly lineNumber: bigint | null;
  readonly id: string;
  readonly lane: Lane;
  readonly keyLane: Lane;
  readonly hash: string;
}

/** Takes payment transactions over from an institution. */
@Injectable()
export class RecordPayments {
  constructor(private readonly clock: Clock) {}

  /**
   * Records payments, idempotent by natural key (source, sourceId): the same content again is a
   * `duplicate`, other content a `conflict` that changes nothing. One bad report does not hold up
   * the others. Whoever reports a payment first is the one whose it is among institutions.
   */
  async run(
    tx: Tx,
    records: readonly PaymentRecord[],
    report: Report = BY_NOBODY,
  ): Promise<RecordedPayment[]> {
    const refusals = records.map(contradiction);
    const candidates = records
      .map((record, index) => candidateOf(record, index, report))
      .filter((_candidate, index) => refusals[index] === null);
    const taken = await this.takeKeys(tx, [...candidates].sort(byKey));
    await this.insert(
      tx,
      candidates.filter(({ id }) => taken.has(id)),
    );
    const others = candidates.filter(({ id }) => !taken.has(id));
    const earlier = await this.findEarlier(tx, others);
    const outcomes = candidates.map((candidate) =>
      outcome(candidate, taken.has(candidate.id), earlier.get(keyOf(candidate.record))),
    );
    return records.map((record, index) => {
      const problem = refusals[index] ?? null;
      return problem === null
        ? (outcomes.shift() as RecordedPayment)
        : { sourceId: record.sourceId, id: null, result: 'refused', problem };
    });
  }

  /** Claims the natural keys; returns the ids of the payments that are new. */
  private async takeKeys(tx: Tx, candidates: readonly Candidate[]): Promise<Set<string>> {
    const taken = new Set<string>();
    for (const [keyLane, group] of inLanes(candidates, ({ keyLane }) => keyLane)) {
      const rows = await tx.query<{ payment_id: string }[]>(INSERT_KEYS, [
        keyLane,
        group.map(({ record }) => record.source),
        group.map(({ record }) => record.sourceId),
        group.map(({ id }) => id),
      ]);
      rows.forEach((row) => taken.add(row.payment_id));
    }
    return taken;
  }

  private async insert(tx: Tx, fresh: readonly Candidate[]): Promise<void> {
    const createdAt = this.clock.now();
    for (const [lane, group] of inLanes(fresh, (candidate) => candidate.lane)) {
      const rows = group.map((candidate) => rowOf(candidate, createdAt));
      await tx.query(INSERT_PAYMENTS, [lane, JSON.stringify(rows)]);
    }
  }

  private async findEarlier(
    tx: Tx,
    others: readonly Candidate[],
  ): Promise<Map<string, PaymentEntity>> {
    const ids = new Map<string, string>();
    for (const [keyLane, group] of inLanes(others, (candidate) => candidate.keyLane)) {
      const rows = await tx.query<{ source: string; source_id: string; payment_id: string }[]>(
        SELECT_KEYS,
        [
          keyLane,
          group.map(({ record }) => record.source),
          group.map(({ record }) => record.sourceId),
        ],
      );
      rows.forEach((row) =>
        ids.set(row.payment_id, keyOf({ source: row.source, sourceId: row.source_id })),
      );
    }
    const earlier = new Map<string, PaymentEntity>();
    for (const [lane, group] of inLanes([...ids.keys()], laneOfId)) {
      const payments = await tx.findBy(PaymentEntity, { lane, id: In(group) });
      payments.forEach((payment) => earlier.set(keyOf(payment), payment));
    }
    return earlier;
  }
}

function candidateOf(record: PaymentRecord, index: number, { by, lines }: Report): Candidate {
  const lane = laneOfPayment(record);
  const lineNumber = lines?.lineNumbers[index];
  return {
    record,
    reportedBy: by,
    operationId: lines?.operationId ?? null,
    lineNumber: lineNumber === undefined ? null : BigInt(lineNumber),
    lane,
    id: newId('pmt', lane),
    keyLane: laneOfKey(record.source, record.sourceId),
    hash: contentHash(record),
  };
}

function outcome(
  { record, id, hash, operationId, lineNumber }: Candidate,
  isNew: boolean,
  earlier: PaymentEntity | undefined,
): RecordedPayment {
  const { sourceId } = record;
  if (isNew) return { sourceId, id, result: 'created' };
  if (earlier?.contentHash === hash) {
    // An import that died and is run again meets its own rows: they are new, not duplicates.
    const own =
      operationId !== null &&
      earlier.operationId === operationId &&
      earlier.operationLine === lineNumber;
    return { sourceId, id: earlier.id, result: own ? 'created' : 'duplicate' };
  }
  const problem = new DomainError(
    'conflict',
    'payment.conflict',
    {
      en: `Payment "${sourceId}" of "${record.source}" was reported before with other content. Nothing was changed.`,
      'zh-CN': `来源“${record.source}”的付款“${sourceId}”此前已报送且内容不同，未作任何更改。`,
    },
    { sourceId },
  );
  return { sourceId, id: earlier?.id ?? null, result: 'conflict', problem };
}

function keyOf(key: { source: string; sourceId: string }): string {
  return `${key.source}\n${key.sourceId}`;
}

function byKey({ record: one }: Candidate, { record: other }: Candidate): number {
  const [left, right] = [keyOf(one), keyOf(other)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Groups by lane, in lane order, so that two writers never lock crosswise. */
function inLanes<Item>(items: readonly Item[], laneOf: (item: Item) => Lane): [Lane, Item[]][] {
  const groups = new Map<Lane, Item[]>();
  for (const item of items) {
    const group = groups.get(laneOf(item));
    if (group === undefined) groups.set(laneOf(item), [item]);
    else group.push(item);
  }
  return [...groups].sort(([one], [other]) => one - other);
}

function sidesOf({ payer, payee }: PaymentRecord): Readonly<Record<string, string | null>> {
  return {
    payer_id: payer.id,
    payer_name: payer.name ?? null,
    payer_account: payer.account ?? null,
    payee_id: payee.id ?? null,
    payee_name: payee.name ?? null,
    payee_account: payee.account ?? null,
  };
}

function rowOf(candidate: Candidate, createdAt: Date): Readonly<Record<string, string | null>> {
  const { record, id, hash, operationId, lineNumber, reportedBy } = candidate;
  return {
    id,
    source: record.source,
    source_id: record.sourceId,
    channel: record.channel,
    rail: record.rail,
    paid_at: record.paidAt.toISOString(),
    settled_at: record.settledAt?.toISOString() ?? null,
    ...sidesOf(record),
    currency: record.money.currency,
    amount_minor: record.money.amountMinor.toString(),
    status: record.status,
    refunded_minor: refundedMinorOf(record).toString(),
    description: record.description ?? null,
    content_hash: hash,
    operation_id: operationId,
    operation_line: lineNumber?.toString() ?? null,
    reported_by: reportedBy,
    created_at: createdAt.toISOString(),
  };
}
