import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The double-entry ledger (DESIGN §5): a line is a transfer from one account to another, so an
 * unbalanced journal cannot be written down. Every transfer repeats how many lines its journal has;
 * two statement triggers refuse a journal that is not complete in the statement that makes it, and
 * the primary key then leaves no line number free, so nothing can be added later. Accounts are
 * looked up once per statement: a foreign key would lock the row of a hot account for each line,
 * and no account is ever deleted.
 */
export class Ledger1790000000100 implements MigrationInterface {
  readonly name = 'Ledger1790000000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(TRIGGERS);
    await runner.query(RIGHTS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: a ledger is never dropped.'));
  }
}

const TABLES = `
  CREATE TABLE ledger_accounts (
    code text CONSTRAINT ledger_accounts_pk PRIMARY KEY,
    name_en text NOT NULL,
    name_zh text NOT NULL,
    type text NOT NULL CONSTRAINT ledger_accounts_type_check CHECK (type IN
      ('asset', 'liability', 'equity', 'income', 'expense', 'memo')),
    normal_side text NOT NULL CONSTRAINT ledger_accounts_side_check CHECK (normal_side IN ('debit', 'credit'))
  );

  CREATE TABLE ledger_journals (
    lane smallint NOT NULL,
    id text NOT NULL,
    kind text NOT NULL,
    claim_id text,
    occurred_at timestamptz NOT NULL,
    posted_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
    lines smallint NOT NULL CONSTRAINT ledger_journals_lines_check CHECK (lines BETWEEN 1 AND 1000),
    actor text NOT NULL,
    reverses_id text,
    idempotency_key text NOT NULL,
    request_hash text NOT NULL,
    memo text NOT NULL,
    CONSTRAINT ledger_journals_pk PRIMARY KEY (lane, id),
    CONSTRAINT ledger_journals_idempotency_key UNIQUE (lane, idempotency_key),
    CONSTRAINT ledger_journals_reverses_key UNIQUE (lane, reverses_id),
    CONSTRAINT ledger_journals_reverses_check CHECK (reverses_id <> id),
    CONSTRAINT ledger_journals_reverses_fk FOREIGN KEY (lane, reverses_id) REFERENCES ledger_journals (lane, id)
  );
  CREATE INDEX ledger_journals_claim_idx ON ledger_journals (lane, claim_id, id);

  CREATE TABLE ledger_transfers (
    lane smallint NOT NULL,
    journal_id text NOT NULL,
    line smallint NOT NULL CONSTRAINT ledger_transfers_line_check CHECK (line >= 0),
    lines smallint NOT NULL,
    debit_account text NOT NULL,
    credit_account text NOT NULL,
    currency char(3) NOT NULL,
    amount_minor bigint NOT NULL CONSTRAINT ledger_transfers_amount_check CHECK (amount_minor > 0),
    dimensions jsonb NOT NULL,
    CONSTRAINT ledger_transfers_pk PRIMARY KEY (lane, journal_id, line),
    CONSTRAINT ledger_transfers_within_check CHECK (line < lines),
    CONSTRAINT ledger_transfers_sides_check CHECK (debit_account <> credit_account),
    CONSTRAINT ledger_transfers_journal_fk FOREIGN KEY (lane, journal_id) REFERENCES ledger_journals (lane, id)
  );

  CREATE TABLE ledger_unsealed (
    lane smallint NOT NULL,
    journal_id text NOT NULL,
    CONSTRAINT ledger_unsealed_pk PRIMARY KEY (lane, journal_id)
  );`;

const TRIGGERS = `
  CREATE FUNCTION ledger_require_complete_journals() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  BEGIN
    IF EXISTS (SELECT FROM new_rows WHERE posted_at <> transaction_timestamp()) THEN
      RAISE EXCEPTION 'posted_at is the time of booking and cannot be chosen'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_journals_posted_at';
    END IF;
    IF EXISTS (SELECT FROM new_rows j WHERE NOT EXISTS (
         SELECT FROM ledger_transfers t
          WHERE t.lane = j.lane AND t.journal_id = j.id AND t.line = 0 AND t.lines = j.lines)) THEN
      RAISE EXCEPTION 'a journal is posted together with all its lines'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_journals_complete';
    END IF;
    RETURN NULL;
  END $$;

  CREATE FUNCTION ledger_require_complete_lines() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT FROM new_rows GROUP BY lane, journal_id
                HAVING count(*) <> min(lines) OR min(lines) <> max(lines)) THEN
      RAISE EXCEPTION 'a journal has exactly the lines that it was posted with'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transfers_complete';
    END IF;
    IF EXISTS (SELECT FROM (SELECT debit_account FROM new_rows UNION SELECT credit_account FROM new_rows) AS used (code)
                WHERE NOT EXISTS (SELECT FROM ledger_accounts a WHERE a.code = used.code)) THEN
      RAISE EXCEPTION 'a line names an account that is not in the chart'
        USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'ledger_transfers_accounts';
    END IF;
    RETURN NULL;
  END $$;

  CREATE TRIGGER ledger_journals_complete AFTER INSERT ON ledger_journals
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ledger_require_complete_journals();
  CREATE TRIGGER ledger_transfers_complete AFTER INSERT ON ledger_transfers
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ledger_require_complete_lines();

  CREATE TRIGGER ledger_accounts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_accounts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER ledger_journals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_journals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER ledger_transfers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

/**
 * The auditor reads views. `ledger_unsealed` is a queue: the application adds to it, and the sealer
 * (which runs as the application) takes from it.
 */
const RIGHTS = `
  GRANT SELECT, INSERT ON ledger_accounts, ledger_transfers TO ganpei_app;
  GRANT SELECT ON ledger_journals TO ganpei_app;
  GRANT INSERT (lane, id, kind, claim_id, occurred_at, lines, actor, reverses_id, idempotency_key, request_hash, memo)
    ON ledger_journals TO ganpei_app;
  GRANT SELECT, INSERT, DELETE ON ledger_unsealed TO ganpei_app;

  CREATE VIEW auditor_transfers AS
    SELECT j.lane, j.id AS journal_id, j.kind, j.claim_id, j.occurred_at, j.posted_at, j.actor, j.reverses_id,
           j.memo, t.line, t.debit_account, t.credit_account, t.currency, t.amount_minor, t.dimensions
      FROM ledger_journals j JOIN ledger_transfers t ON t.lane = j.lane AND t.journal_id = j.id;
  CREATE VIEW auditor_accounts AS SELECT code, name_en, name_zh, type, normal_side FROM ledger_accounts;
  GRANT SELECT ON auditor_transfers, auditor_accounts TO ganpei_auditor, ganpei_app;`;
