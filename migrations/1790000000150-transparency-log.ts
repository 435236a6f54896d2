import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The transparency log over the ledger (DESIGN §5): leaves and the nodes above complete tiles (the
 * content of C2SP tlog-tiles), signed checkpoints, and the balances at each checkpoint, all of them
 * only ever inserted, by the sealer, in one transaction. Turnover per day is a sum over the same
 * lines, kept for speed; `ganpei doctor --books` compares both with the lines. Sums are numeric:
 * turnover only grows, and beyond bigint no further seal would succeed. Publications say which
 * checkpoint each place has.
 */
export class TransparencyLog1790000000150 implements MigrationInterface {
  readonly name = 'TransparencyLog1790000000150';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(UNCOMPRESSED);
    await runner.query(APPEND_ONLY);
    await runner.query(RIGHTS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: what was signed is never dropped.'));
  }
}

const TABLES = `
  CREATE TABLE ledger_log (
    one boolean CONSTRAINT ledger_log_pk PRIMARY KEY CONSTRAINT ledger_log_one_check CHECK (one),
    origin text NOT NULL,
    created_at timestamptz NOT NULL
  );

  CREATE TABLE ledger_log_keys (
    verifier_key text CONSTRAINT ledger_log_keys_pk PRIMARY KEY,
    created_at timestamptz NOT NULL
  );

  CREATE TABLE ledger_leaves (
    leaf_index bigint CONSTRAINT ledger_leaves_pk PRIMARY KEY
      CONSTRAINT ledger_leaves_index_check CHECK (leaf_index >= 0),
    lane smallint NOT NULL,
    journal_id text NOT NULL,
    hash bytea NOT NULL CONSTRAINT ledger_leaves_hash_check CHECK (octet_length(hash) = 32),
    CONSTRAINT ledger_leaves_journal_key UNIQUE (lane, journal_id)
  );

  CREATE TABLE ledger_log_nodes (
    level smallint NOT NULL CONSTRAINT ledger_log_nodes_level_check CHECK (level BETWEEN 1 AND 6),
    node_index bigint NOT NULL CONSTRAINT ledger_log_nodes_index_check CHECK (node_index >= 0),
    hash bytea NOT NULL CONSTRAINT ledger_log_nodes_hash_check CHECK (octet_length(hash) = 32),
    CONSTRAINT ledger_log_nodes_pk PRIMARY KEY (level, node_index)
  );

  CREATE TABLE ledger_checkpoints (
    size bigint CONSTRAINT ledger_checkpoints_pk PRIMARY KEY CONSTRAINT ledger_checkpoints_size_check CHECK (size > 0),
    root bytea NOT NULL CONSTRAINT ledger_checkpoints_root_check CHECK (octet_length(root) = 32),
    note text NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
    booked tstzrange NOT NULL,
    effective tstzrange NOT NULL
  );
  CREATE INDEX ledger_checkpoints_booked_idx ON ledger_checkpoints USING gist (booked);
  CREATE INDEX ledger_checkpoints_effective_idx ON ledger_checkpoints USING gist (effective);

  CREATE TABLE ledger_balance_checkpoints (
    account text NOT NULL,
    currency char(3) NOT NULL,
    size bigint NOT NULL,
    debit_minor numeric(38) NOT NULL,
    credit_minor numeric(38) NOT NULL,
    leaf_indexes bigint[] NOT NULL,
    CONSTRAINT ledger_balance_checkpoints_pk PRIMARY KEY (account, currency, size)
  );

  CREATE TABLE ledger_daily_turnover (
    basis text NOT NULL CONSTRAINT ledger_daily_turnover_basis_check CHECK (basis IN ('booked', 'effective')),
    account text NOT NULL,
    currency char(3) NOT NULL,
    day date NOT NULL,
    debit_minor numeric(38) NOT NULL,
    credit_minor numeric(38) NOT NULL,
    CONSTRAINT ledger_daily_turnover_pk PRIMARY KEY (basis, account, currency, day)
  );

  CREATE TABLE ledger_publications (
    target text CONSTRAINT ledger_publications_pk PRIMARY KEY,
    size bigint NOT NULL,
    published_at timestamptz,
    failing_since timestamptz,
    failure text
  );`;

/** Long rows of numbers: to compress them takes ten times as long as to write them down. */
const UNCOMPRESSED =
  'ALTER TABLE ledger_balance_checkpoints ALTER COLUMN leaf_indexes SET STORAGE EXTERNAL';

const APPEND_ONLY = [
  'ledger_log',
  'ledger_log_keys',
  'ledger_leaves',
  'ledger_log_nodes',
  'ledger_checkpoints',
  'ledger_balance_checkpoints',
]
  .map(
    (table) => `
  CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
  )
  .join('');

const RIGHTS = `
  GRANT SELECT, INSERT ON ledger_log, ledger_log_keys, ledger_leaves, ledger_log_nodes, ledger_balance_checkpoints
    TO ganpei_app;
  GRANT SELECT ON ledger_checkpoints TO ganpei_app;
  GRANT INSERT (size, root, note, booked, effective) ON ledger_checkpoints TO ganpei_app;
  GRANT SELECT, INSERT, UPDATE ON ledger_daily_turnover, ledger_publications TO ganpei_app;

  CREATE VIEW auditor_transfers AS
    SELECT j.lane, j.id AS journal_id, j.kind, j.claim_id, j.occurred_at, j.effective_at, j.posted_at, j.actor,
           j.reverses_id, j.idempotency_key, j.memo, t.line, t.debit_account, t.credit_account, t.currency,
           t.amount_minor, t.dimensions
      FROM ledger_journals j JOIN ledger_transfers t ON t.lane = j.lane AND t.journal_id = j.id;
  CREATE VIEW auditor_accounts AS
    SELECT a.code, a.name_en, a.name_zh, a.type, a.normal_side, a.currency, a.dimensions, c.closed_at
      FROM ledger_accounts a LEFT JOIN ledger_account_closings c ON c.code = a.code;
  CREATE VIEW auditor_period_closings AS
    SELECT closed_until, closed_at, closed_by, reason FROM ledger_period_closings;
  GRANT SELECT ON auditor_transfers, auditor_accounts, auditor_period_closings TO ganpei_auditor, ganpei_app;
  CREATE VIEW auditor_leaves AS SELECT leaf_index, lane, journal_id, hash FROM ledger_leaves;
  CREATE VIEW auditor_checkpoints AS SELECT size, root, note, sealed_at FROM ledger_checkpoints;
  CREATE VIEW auditor_balances AS
    SELECT account, currency, size, debit_minor, credit_minor FROM ledger_balance_checkpoints;
  GRANT SELECT ON auditor_leaves, auditor_checkpoints, auditor_balances TO ganpei_auditor, ganpei_app;`;
