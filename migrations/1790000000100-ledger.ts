import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tables of the double-entry ledger (DESIGN §5): a line is a transfer from one account to
 * another, so an unbalanced journal cannot be written down. What else they have to say stands in
 * `1790000000110-ledger-rules`.
 */
export class Ledger1790000000100 implements MigrationInterface {
  readonly name = 'Ledger1790000000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(APPEND_ONLY);
    await runner.query(RIGHTS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: a ledger is never dropped.'));
  }
}

/**
 * Of the indexes on journals only the primary key begins with the lane. A plan that is made while
 * the table is empty finds all of them equally good; it kept another one for looking up an id, and
 * then read the whole lane for each journal. The index on reversals leaves out the nulls: a million
 * equal keys slow an insert down.
 */
const TABLES = `
  CREATE TABLE ledger_accounts (
    code text CONSTRAINT ledger_accounts_pk PRIMARY KEY,
    name_en text NOT NULL,
    name_zh text NOT NULL,
    type text NOT NULL CONSTRAINT ledger_accounts_type_check CHECK (type IN
      ('asset', 'liability', 'equity', 'income', 'expense', 'memo')),
    normal_side text NOT NULL CONSTRAINT ledger_accounts_side_check CHECK (normal_side IN ('debit', 'credit')),
    currency char(3),
    dimensions text[] NOT NULL DEFAULT '{}',
    guard text
  );

  CREATE TABLE ledger_account_closings (
    code text CONSTRAINT ledger_account_closings_pk PRIMARY KEY
      CONSTRAINT ledger_account_closings_account_fk REFERENCES ledger_accounts (code),
    closed_at timestamptz NOT NULL,
    closed_by text NOT NULL,
    reason text NOT NULL
  );

  CREATE TABLE ledger_period_closings (
    closed_until timestamptz CONSTRAINT ledger_period_closings_pk PRIMARY KEY,
    closed_at timestamptz NOT NULL,
    closed_by text NOT NULL,
    reason text NOT NULL
  );

  CREATE TABLE ledger_guards (
    lane smallint NOT NULL,
    guard text NOT NULL,
    currency char(3) NOT NULL,
    available_minor bigint NOT NULL CONSTRAINT ledger_guards_floor CHECK (available_minor >= 0),
    CONSTRAINT ledger_guards_pk PRIMARY KEY (lane, guard, currency)
  );

  CREATE TABLE ledger_journals (
    lane smallint NOT NULL,
    id text NOT NULL,
    kind text NOT NULL,
    claim_id text,
    occurred_at timestamptz NOT NULL,
    effective_at timestamptz NOT NULL,
    posted_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
    lines smallint NOT NULL,
    actor text NOT NULL,
    reverses_id text,
    idempotency_key text NOT NULL,
    memo text NOT NULL,
    CONSTRAINT ledger_journals_pk PRIMARY KEY (lane, id),
    CONSTRAINT ledger_journals_idempotency_key UNIQUE (idempotency_key, lane)
  );
  CREATE UNIQUE INDEX ledger_journals_reverses_key ON ledger_journals (reverses_id, lane)
    WHERE reverses_id IS NOT NULL;
  CREATE INDEX ledger_journals_claim_idx ON ledger_journals (claim_id, lane, id);

  CREATE TABLE ledger_transfers (
    lane smallint NOT NULL,
    journal_id text NOT NULL,
    line smallint NOT NULL,
    lines smallint NOT NULL,
    debit_account text NOT NULL,
    credit_account text NOT NULL,
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL,
    dimensions jsonb NOT NULL,
    CONSTRAINT ledger_transfers_pk PRIMARY KEY (lane, journal_id, line)
  );

  CREATE TABLE ledger_unsealed (
    lane smallint NOT NULL,
    id text NOT NULL,
    journal_ids text[] NOT NULL,
    CONSTRAINT ledger_unsealed_pk PRIMARY KEY (lane, id)
  ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);`;

const APPEND_ONLY = [
  'ledger_accounts',
  'ledger_account_closings',
  'ledger_period_closings',
  'ledger_journals',
  'ledger_transfers',
]
  .map(
    (table) => `
  CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
  )
  .join('');

/**
 * The auditor reads views. `ledger_unsealed` is a queue: the trigger adds to it, and the sealer
 * (which runs as the application) takes from it.
 */
const RIGHTS = `
  GRANT SELECT, INSERT ON ledger_accounts, ledger_transfers TO ganpei_app;
  GRANT SELECT ON ledger_journals, ledger_account_closings, ledger_period_closings, ledger_guards TO ganpei_app;
  GRANT INSERT (lane, id, kind, claim_id, occurred_at, effective_at, lines, actor, reverses_id, idempotency_key, memo)
    ON ledger_journals TO ganpei_app;
  GRANT INSERT (code, closed_by, reason) ON ledger_account_closings TO ganpei_app;
  GRANT INSERT (closed_until, closed_by, reason) ON ledger_period_closings TO ganpei_app;
  GRANT SELECT, DELETE ON ledger_unsealed TO ganpei_app;`;
