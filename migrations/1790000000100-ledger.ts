import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The double-entry ledger (DESIGN §5): a line is a transfer from one account to another, so an
 * unbalanced journal cannot be written down. Every transfer repeats how many lines its journal has;
 * two statement triggers refuse a journal that is not complete in the statement that makes it, and
 * the primary key then leaves no line number free, so nothing can be added later. The triggers look
 * things up once per statement: foreign keys would cost a fifth of the speed, and one to accounts
 * would lock the row of a hot account for each line.
 */
export class Ledger1790000000100 implements MigrationInterface {
  readonly name = 'Ledger1790000000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(TRIGGERS);
    await runner.query(APPEND_ONLY);
    await runner.query(RIGHTS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: a ledger is never dropped.'));
  }
}

/** The unique index on reversals leaves out the nulls: a million equal keys slow an insert down. */
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
    closed_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
    closed_by text NOT NULL,
    reason text NOT NULL
  );

  CREATE TABLE ledger_period_closings (
    closed_until timestamptz CONSTRAINT ledger_period_closings_pk PRIMARY KEY,
    closed_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
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
    CONSTRAINT ledger_journals_idempotency_key UNIQUE (lane, idempotency_key)
  );
  CREATE UNIQUE INDEX ledger_journals_reverses_key ON ledger_journals (lane, reverses_id)
    WHERE reverses_id IS NOT NULL;
  CREATE INDEX ledger_journals_claim_idx ON ledger_journals (lane, claim_id, id);

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

/**
 * A transaction that keeps the picture of its beginning would look past a closing that was
 * committed since.
 */
const READ_COMMITTED_ONLY = `
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'the ledger is written in READ COMMITTED transactions only'
        USING ERRCODE = 'invalid_transaction_state', CONSTRAINT = 'ledger_isolation';
    END IF;`;

/**
 * The shared lock is held by everybody who posts, the exclusive one by who closes a period or an
 * account, so that nothing slips in between the look and the commit. One look per table, the rules
 * of single rows in it: a query costs more to start than to run for one journal, and PostgreSQL
 * reads and plans each CHECK anew for each statement (six of them take a sixth of a posting). What
 * is looked up is looked up by index: planned on a young table, it would read the whole of it.
 *
 * That every journal is complete follows from three facts about the new lines. None has a number
 * twice, or one that is not below `lines` (key and rule). One above 0 has a line 0 with the same
 * `lines`, and that one is new, because a complete journal has no number left. And there are as
 * many lines as the lines 0 say.
 */
const BY_INDEX = 'SET search_path = ganpei, pg_temp SET enable_seqscan = off';

const TRIGGERS = `
  CREATE FUNCTION ledger_require_complete_journals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER ${BY_INDEX} AS $$
  DECLARE broken text; chosen boolean; displaced boolean; incomplete boolean; reversing boolean; unfounded boolean;
  BEGIN${READ_COMMITTED_ONLY}
    IF NOT pg_try_advisory_xact_lock_shared(7204003) THEN
      PERFORM pg_advisory_xact_lock_shared(7204003);
    END IF;
    SELECT min(CASE
             WHEN NOT j.lines BETWEEN 1 AND 1000 THEN 'ledger_journals_lines_check'
             WHEN j.occurred_at < '1970-01-01 00:00:00+00' OR j.occurred_at >= '10000-01-01 00:00:00+00'
               THEN 'ledger_journals_occurred_check' END),
           bool_or(j.posted_at <> transaction_timestamp()),
           bool_or(j.effective_at <> greatest(j.occurred_at, (SELECT max(closed_until) FROM ledger_period_closings))),
           bool_or(NOT EXISTS (SELECT FROM ledger_transfers t
             WHERE t.lane = j.lane AND t.journal_id = j.id AND t.line = 0 AND t.lines = j.lines)),
           bool_or(j.reverses_id IS NOT NULL),
           bool_or(j.reverses_id IS NOT NULL AND (
             NOT EXISTS (SELECT FROM ledger_journals r WHERE r.lane = j.lane AND r.id = j.reverses_id)
             OR EXISTS (SELECT FROM new_rows n WHERE n.lane = j.lane AND n.id = j.reverses_id)))
      INTO broken, chosen, displaced, incomplete, reversing, unfounded FROM new_rows j;
    IF broken IS NOT NULL THEN
      RAISE EXCEPTION 'a journal has 1 to 1,000 lines and a time from 1970 to 9999 (%)', broken
        USING ERRCODE = 'check_violation', CONSTRAINT = broken;
    ELSIF chosen THEN
      RAISE EXCEPTION 'posted_at is the time of booking and cannot be chosen'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_journals_posted_at';
    ELSIF displaced THEN
      -- Either somebody chose it, or a period was closed since the statement began: then try again.
      RAISE EXCEPTION 'a journal takes effect when it occurred, or when the first open period begins'
        USING ERRCODE = 'serialization_failure', CONSTRAINT = 'ledger_journals_effective_at';
    ELSIF incomplete THEN
      RAISE EXCEPTION 'a journal is posted together with all its lines'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_journals_complete';
    ELSIF unfounded THEN
      RAISE EXCEPTION 'a reversal names a journal that was posted before it'
        USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'ledger_journals_reverses';
    END IF;
    -- Asked apart: PostgreSQL starts a query for the whole of a condition that has one in it.
    IF reversing THEN
      IF EXISTS (
        SELECT FROM new_rows j JOIN ledger_transfers t ON t.lane = j.lane AND t.journal_id = j.id
          LEFT JOIN ledger_transfers o ON o.lane = j.lane AND o.journal_id = j.reverses_id AND o.line = t.line
         WHERE j.reverses_id IS NOT NULL
           AND (o.lines, o.debit_account, o.credit_account, o.currency, o.amount_minor, o.dimensions) IS DISTINCT FROM
               (t.lines, t.credit_account, t.debit_account, t.currency, t.amount_minor, t.dimensions)) THEN
        RAISE EXCEPTION 'a reversal has the lines of its original, debit and credit exchanged'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_journals_mirror';
      END IF;
    END IF;
    INSERT INTO ledger_unsealed (lane, id, journal_ids)
      SELECT lane, min(id), array_agg(id) FROM new_rows GROUP BY lane;
    RETURN NULL;
  END $$;

  CREATE FUNCTION ledger_require_complete_lines() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER ${BY_INDEX} AS $$
  DECLARE broken text; incomplete boolean; orphaned boolean; unusable text; guarded boolean; change record;
  BEGIN${READ_COMMITTED_ONLY}
    IF NOT pg_try_advisory_xact_lock_shared(7204003) THEN
      PERFORM pg_advisory_xact_lock_shared(7204003);
    END IF;
    SELECT min(CASE
             WHEN t.amount_minor <= 0 THEN 'ledger_transfers_amount_check'
             WHEN t.debit_account = t.credit_account THEN 'ledger_transfers_sides_check'
             WHEN t.line < 0 OR t.line >= t.lines THEN 'ledger_transfers_within_check'
             WHEN jsonb_typeof(t.dimensions) <> 'object' THEN 'ledger_transfers_dimensions_check' END),
           count(*) <> coalesce(sum(t.lines) FILTER (WHERE t.line = 0), 0)
             OR bool_or(t.line > 0 AND NOT EXISTS (SELECT FROM ledger_transfers o
               WHERE o.lane = t.lane AND o.journal_id = t.journal_id AND o.line = 0 AND o.lines = t.lines)),
           bool_or(t.line = 0 AND NOT EXISTS (SELECT FROM ledger_journals j
             WHERE j.lane = t.lane AND j.id = t.journal_id)),
           coalesce(min(t.debit_account) FILTER (WHERE d.code IS NULL OR d.currency <> t.currency OR EXISTS (
                      SELECT FROM ledger_account_closings x WHERE x.code = d.code)),
                    min(t.credit_account) FILTER (WHERE c.code IS NULL OR c.currency <> t.currency OR EXISTS (
                      SELECT FROM ledger_account_closings x WHERE x.code = c.code))),
           bool_or(d.guard IS NOT NULL OR c.guard IS NOT NULL)
      INTO broken, incomplete, orphaned, unusable, guarded
      FROM new_rows t
      LEFT JOIN ledger_accounts d ON d.code = t.debit_account
      LEFT JOIN ledger_accounts c ON c.code = t.credit_account;
    IF broken IS NOT NULL THEN
      RAISE EXCEPTION 'a line has a positive amount, two accounts, a number below its lines (%)', broken
        USING ERRCODE = 'check_violation', CONSTRAINT = broken;
    ELSIF incomplete THEN
      RAISE EXCEPTION 'a journal has exactly the lines that it was posted with'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transfers_complete';
    ELSIF orphaned THEN
      RAISE EXCEPTION 'lines are posted together with their journal'
        USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'ledger_transfers_journal';
    ELSIF unusable IS NOT NULL THEN
      RAISE EXCEPTION 'account % is not in the chart, is closed, or is kept in another currency', unusable
        USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'ledger_transfers_accounts', DETAIL = unusable;
    END IF;
    IF guarded THEN
      FOR change IN
        SELECT s.lane, s.guard, s.currency, sum(s.delta)::bigint AS delta FROM (
          SELECT t.lane, a.guard, t.currency, t.amount_minor AS delta
            FROM new_rows t JOIN ledger_accounts a ON a.code = t.debit_account
           UNION ALL
          SELECT t.lane, a.guard, t.currency, -t.amount_minor
            FROM new_rows t JOIN ledger_accounts a ON a.code = t.credit_account) s
         WHERE s.guard IS NOT NULL
           AND EXISTS (SELECT FROM ledger_guards o WHERE o.lane = 0 AND o.guard = s.guard AND o.currency = s.currency)
         GROUP BY s.lane, s.guard, s.currency HAVING sum(s.delta) <> 0
         ORDER BY s.guard, s.currency, s.lane
      LOOP
        UPDATE ledger_guards g SET available_minor = g.available_minor + change.delta
         WHERE g.lane = change.lane AND g.guard = change.guard AND g.currency = change.currency;
        IF NOT FOUND THEN
          INSERT INTO ledger_guards AS g (lane, guard, currency, available_minor)
            VALUES (change.lane, change.guard, change.currency, change.delta)
          ON CONFLICT (lane, guard, currency) DO UPDATE
            SET available_minor = g.available_minor + excluded.available_minor;
        END IF;
      END LOOP;
    END IF;
    RETURN NULL;
  END $$;

  CREATE FUNCTION ledger_close_books() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ganpei, pg_temp AS $$
  BEGIN${READ_COMMITTED_ONLY}
    PERFORM pg_advisory_xact_lock(7204003);
    IF NEW.closed_at <> transaction_timestamp() THEN
      RAISE EXCEPTION 'closed_at is the time of closing and cannot be chosen'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_closings_closed_at';
    END IF;
    IF TG_TABLE_NAME = 'ledger_period_closings' THEN
      IF NEW.closed_until > transaction_timestamp()
         OR NEW.closed_until <= (SELECT max(closed_until) FROM ledger_period_closings) THEN
        RAISE EXCEPTION 'a period closes once it is over, and after the one before'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_period_closings_order';
      END IF;
    END IF;
    RETURN NEW;
  END $$;

  CREATE TRIGGER ledger_account_closings_lock BEFORE INSERT ON ledger_account_closings
    FOR EACH ROW EXECUTE FUNCTION ledger_close_books();
  CREATE TRIGGER ledger_period_closings_lock BEFORE INSERT ON ledger_period_closings
    FOR EACH ROW EXECUTE FUNCTION ledger_close_books();
  CREATE TRIGGER ledger_journals_complete AFTER INSERT ON ledger_journals
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ledger_require_complete_journals();
  CREATE TRIGGER ledger_transfers_complete AFTER INSERT ON ledger_transfers
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ledger_require_complete_lines();`;

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
  GRANT SELECT, DELETE ON ledger_unsealed TO ganpei_app;

  -- Who may call a trigger's function may hang it on a table of his own, and so write with its rights.
  REVOKE EXECUTE ON FUNCTION ledger_require_complete_journals, ledger_require_complete_lines, ledger_close_books
    FROM PUBLIC;`;
