import { generateKeyPairSync } from 'node:crypto';

import type { Client } from 'pg';

import { AccountQueries, PostJournals, SealJournals } from '@app/ledger';
import type { JournalDraft } from '@app/ledger';

import { canonicalJournal } from '../../libs/ledger/src/domain/canonical-journal';
import { openCheckpoint } from '../../libs/ledger/src/domain/transparency/checkpoint';
import type { Checkpoint } from '../../libs/ledger/src/domain/transparency/checkpoint';
import { verifierKeyOf } from '../../libs/ledger/src/domain/transparency/verifier-key';
import {
  CANONICAL_COLUMNS,
  canonicalOf,
} from '../../libs/ledger/src/persistence/read-canonical-journals';
import type { CanonicalRow } from '../../libs/ledger/src/persistence/read-canonical-journals';
import type { TestLibs } from '../support/test-libs';
import type { LedgerModel } from './ledger-model';

const ORIGIN = 'ledger.example/model';
const { privateKey } = generateKeyPairSync('ed25519');
const WISH = { origin: ORIGIN, signers: [{ name: ORIGIN, privateKey }] };
const CASE_TABLES = `ledger_transfers, ledger_journals, ledger_unsealed, ledger_leaves, ledger_log_nodes,
  ledger_checkpoints, ledger_balance_checkpoints, ledger_daily_turnover, ledger_period_closings`;

/** The ledger under test: our operations, and a superuser who plays the disk. */
export class RealLedger {
  private backup: { model: LedgerModel; tables: Record<string, object[]> } | null = null;

  constructor(
    readonly libs: TestLibs,
    private readonly admin: Client,
  ) {}

  async reset(): Promise<void> {
    this.backup = null;
    await this.admin.query(
      `SET session_replication_role = replica; TRUNCATE ${CASE_TABLES}; SET session_replication_role = origin`,
    );
  }

  async post(drafts: readonly JournalDraft[], crash = false): Promise<string[]> {
    return this.libs.inTransaction(async (tx) => {
      const posted = await this.libs.get(PostJournals).run(tx, drafts);
      if (crash) throw new Crash();
      return posted.map(({ id }) => id);
    });
  }

  async seal(journalsMax: number, crash = false): Promise<{ size: number; note: string } | null> {
    return this.libs.inTransaction(async (tx) => {
      const sealed = await this.libs.get(SealJournals).run(tx, { ...WISH, journalsMax });
      if (crash) throw new Crash();
      return sealed;
    });
  }

  async entries(): Promise<{ id: string; entry: string }[]> {
    const rows = await this.libs.unitOfWork.reads.query<CanonicalRow[]>(
      `SELECT ${CANONICAL_COLUMNS} FROM ledger_leaves l
         JOIN ledger_journals j ON j.lane = l.lane AND j.id = l.journal_id ORDER BY l.leaf_index`,
    );
    return rows.map((row) => ({ id: row.id, entry: canonicalJournal(canonicalOf(row)) }));
  }

  async balances(asOf: Date | null = null): Promise<Record<string, bigint>> {
    const wish = asOf === null ? {} : { asOf, basis: 'effective' as const };
    const { reads } = this.libs.unitOfWork;
    const turnover = await this.libs.get(AccountQueries).turnover(reads, wish);
    return Object.fromEntries(
      turnover.map((line) => [`${line.code} ${line.currency}`, line.debitMinor - line.creditMinor]),
    );
  }

  /** Opens a note as somebody outside does, who knows the ledger's key. */
  opened(note: string): Checkpoint {
    return openCheckpoint(note, [verifierKeyOf(ORIGIN, privateKey)], ORIGIN);
  }

  /** Copies all rows away, as a backup does. */
  async save(model: LedgerModel): Promise<void> {
    const tables: Record<string, object[]> = {};
    for (const table of CASE_TABLES.split(',').map((name) => name.trim())) {
      const { rows } = await this.admin.query<{ row: object }>(
        `SELECT to_jsonb(t) AS row FROM ${table} t`,
      );
      tables[table] = rows.map(({ row }) => row);
    }
    this.backup = { model: model.copy(), tables };
  }

  /** Puts the backup in the place of the database; returns what the ledger was then. */
  async restore(): Promise<LedgerModel | null> {
    if (this.backup === null) return null;
    const { model, tables } = this.backup;
    await this.admin.query(`SET session_replication_role = replica; TRUNCATE ${CASE_TABLES}`);
    for (const [table, rows] of Object.entries(tables)) {
      await this.admin.query(
        `INSERT INTO ${table} SELECT (jsonb_populate_record(null::${table}, row)).* FROM jsonb_array_elements($1::jsonb) AS row`,
        [JSON.stringify(rows)],
      );
    }
    await this.admin.query('SET session_replication_role = origin');
    return model.copy();
  }
}

export class Crash extends Error {}
