import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the database demands of the ledger, whoever writes into it. Every transfer repeats how many
 * lines its journal has; two statement triggers refuse a journal that is not complete in the
 * statement that makes it, and the primary key then leaves no line number free, so nothing can be
 * added later. The triggers look things up once per statement: foreign keys would cost a fifth of
 * the speed, and one to accounts would lock the row of a hot account for each line.
 */
export class LedgerRules1790000000110 implements MigrationInterface {
  readonly name = 'LedgerRules1790000000110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COMPLETE_JOURNALS);
    await runner.query(COMPLETE_LINES);
    await runner.query(CLOSINGS);
    await runner.query(TRIGGERS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: a ledger keeps its rules.'));
  }
}

/** A rule of a table: when it is broken, as SQL over the new row, and what is said then. */
interface Rule {
  readonly name: string;
  readonly broken: string;
  /** The condition name of PostgreSQL under which it is refused. */
  readonly refusedAs: 'check_violation' | 'foreign_key_violation' | 'serialization_failure';
  readonly says: string;
}

/**
 * One look per table with all rules of a row in it: a query costs more to start than to run for one
 * journal, and PostgreSQL reads and plans each CHECK anew for each statement.
 */
const JOURNAL_RULES: readonly Rule[] = [
  {
    name: 'ledger_journals_lines_check',
    broken: 'j.lines < 1 OR j.lines > 1000',
    refusedAs: 'check_violation',
    says: 'a journal has 1 to 1,000 lines',
  },
  {
    name: 'ledger_journals_occurred_check',
    broken: `j.occurred_at < '1970-01-01 00:00:00+00' OR j.occurred_at >= '10000-01-01 00:00:00+00'`,
    refusedAs: 'check_violation',
    says: 'a journal occurred in the years 1970 to 9999',
  },
  {
    name: 'ledger_journals_posted_at',
    broken: 'j.posted_at <> transaction_timestamp()',
    refusedAs: 'check_violation',
    says: 'posted_at is the time of booking and cannot be chosen',
  },
  {
    // Either somebody chose it, or a period was closed since the statement began: then try again.
    name: 'ledger_journals_effective_at',
    broken: `j.effective_at <> greatest(j.occurred_at,
               (SELECT max(closed_until) FROM ledger_period_closings))`,
    refusedAs: 'serialization_failure',
    says: 'a journal takes effect when it occurred, or when the first open period begins',
  },
  {
    name: 'ledger_journals_complete',
    broken: `NOT EXISTS (SELECT FROM ledger_transfers t
               WHERE t.lane = j.lane AND t.journal_id = j.id AND t.line = 0 AND t.lines = j.lines)`,
    refusedAs: 'check_violation',
    says: 'a journal is posted together with all its lines',
  },
];

const LINE_RULES: readonly Rule[] = [
  {
    name: 'ledger_transfers_amount_check',
    broken: 't.amount_minor <= 0',
    refusedAs: 'check_violation',
    says: 'the amount of a line is positive',
  },
  {
    name: 'ledger_transfers_sides_check',
    broken: 't.debit_account = t.credit_account',
    refusedAs: 'check_violation',
    says: 'a line goes from one account to another',
  },
  {
    name: 'ledger_transfers_within_check',
    broken: 't.line < 0 OR t.line >= t.lines',
    refusedAs: 'check_violation',
    says: 'the number of a line is below the number of its lines',
  },
  {
    name: 'ledger_transfers_dimensions_check',
    broken: `jsonb_typeof(t.dimensions) <> 'object'`,
    refusedAs: 'check_violation',
    says: 'the dimensions of a line are an object',
  },
  {
    name: 'ledger_transfers_accounts',
    broken: `d.code IS NULL OR d.currency <> t.currency OR c.code IS NULL OR c.currency <> t.currency
               OR EXISTS (SELECT FROM ledger_account_closings x WHERE x.code IN (t.debit_account, t.credit_account))`,
    refusedAs: 'foreign_key_violation',
    says: 'an account is not in the chart, is closed, or is kept in another currency',
  },
  {
    name: 'ledger_transfers_journal',
    broken: `t.line = 0 AND NOT EXISTS (SELECT FROM ledger_journals j
               WHERE j.lane = t.lane AND j.id = t.journal_id)`,
    refusedAs: 'foreign_key_violation',
    says: 'lines are posted together with their journal',
  },
];

const caseOf = (rules: readonly Rule[], result: (rule: Rule) => string): string =>
  rules.map((rule) => `\n        WHEN ${result(rule)}`).join('');

/** The name of a rule that a row breaks; null for a good row. */
const firstBroken = (rules: readonly Rule[]): string =>
  `CASE${caseOf(rules, ({ broken, name }) => `${broken} THEN '${name}'`)} END`;

/** Refuses by the rule whose name stands in the variable `broken`. */
const refuseBroken = (rules: readonly Rule[], detail = `''`): string => `
    IF broken IS NOT NULL THEN
      RAISE EXCEPTION USING CONSTRAINT = broken, DETAIL = ${detail},
        MESSAGE = CASE broken${caseOf(rules, ({ name, says }) => `'${name}' THEN '${says}'`)} END,
        ERRCODE = CASE broken${caseOf(rules, ({ name, refusedAs }) => `'${name}' THEN '${refusedAs}'`)} END;
    END IF;`;

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
 * account, so that nothing slips in between the look and the commit. Trying first is quicker:
 * waiting is a query of its own.
 */
const SHARED_LOCK = `
    IF NOT pg_try_advisory_xact_lock_shared(7204003) THEN
      PERFORM pg_advisory_xact_lock_shared(7204003);
    END IF;`;

/** Looked up is by index: planned on a young table, a query would read the whole of it. */
const BY_INDEX = `LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = ganpei, pg_temp SET enable_seqscan = off`;

/**
 * That every journal is complete follows from four facts about the new lines. None has a number
 * twice, or one that is not below `lines` (key and rule). One above 0 has a line 0 with the same
 * `lines`, and that one is new, because a complete journal has no number left. There are as many
 * lines as the lines 0 say. And each journal has a line 0 with its own `lines`.
 */
const COMPLETE_JOURNALS = `
  CREATE FUNCTION ledger_require_complete_journals() RETURNS trigger ${BY_INDEX} AS $$
  DECLARE
    broken text; reversing boolean; refused boolean;
    lane_of_all smallint; another_lane smallint; first_id text; ids text[];
  BEGIN${READ_COMMITTED_ONLY}${SHARED_LOCK}
    SELECT min(${firstBroken(JOURNAL_RULES)}),
           bool_or(j.reverses_id IS NOT NULL), min(j.lane), max(j.lane), min(j.id), array_agg(j.id)
      INTO broken, reversing, lane_of_all, another_lane, first_id, ids FROM new_rows j;
    ${refuseBroken(JOURNAL_RULES)}
    -- Asked apart: PostgreSQL starts a query for the whole of a condition that has one in it.
    IF reversing THEN
      SELECT bool_or(NOT EXISTS (SELECT FROM ledger_journals r WHERE r.lane = j.lane AND r.id = j.reverses_id)
                     OR EXISTS (SELECT FROM new_rows n WHERE n.lane = j.lane AND n.id = j.reverses_id))
        INTO refused FROM new_rows j WHERE j.reverses_id IS NOT NULL;
      IF refused THEN
        RAISE EXCEPTION 'a reversal names a journal that was posted before it'
          USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'ledger_journals_reverses';
      END IF;
      SELECT bool_or((o.lines, o.debit_account, o.credit_account, o.currency, o.amount_minor, o.dimensions)
                     IS DISTINCT FROM
                     (t.lines, t.credit_account, t.debit_account, t.currency, t.amount_minor, t.dimensions))
        INTO refused
        FROM new_rows j JOIN ledger_transfers t ON t.lane = j.lane AND t.journal_id = j.id
        LEFT JOIN ledger_transfers o ON o.lane = j.lane AND o.journal_id = j.reverses_id AND o.line = t.line
       WHERE j.reverses_id IS NOT NULL;
      IF refused THEN
        RAISE EXCEPTION 'a reversal has the lines of its original, debit and credit exchanged'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_journals_mirror';
      END IF;
    END IF;
    IF lane_of_all <> another_lane THEN
      RAISE EXCEPTION 'a statement posts journals of one lane'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_journals_lane';
    END IF;
    IF ids IS NOT NULL THEN
      INSERT INTO ledger_unsealed (lane, id, journal_ids) VALUES (lane_of_all, first_id, ids);
    END IF;
    RETURN NULL;
  END $$;`;

/** Which account is meant is looked for only when one is refused. */
const UNUSABLE = `(
          SELECT min(a.code) FROM new_rows t CROSS JOIN LATERAL unnest(ARRAY[t.debit_account, t.credit_account]) a(code)
           WHERE broken = 'ledger_transfers_accounts'
             AND NOT EXISTS (SELECT FROM ledger_accounts u WHERE u.code = a.code AND NOT u.currency <> t.currency
                   AND NOT EXISTS (SELECT FROM ledger_account_closings x WHERE x.code = u.code)))`;

const COMPLETE_LINES = `
  CREATE FUNCTION ledger_require_complete_lines() RETURNS trigger ${BY_INDEX} AS $$
  DECLARE broken text; several boolean; incomplete boolean; guarded boolean; change record;
  BEGIN${READ_COMMITTED_ONLY}${SHARED_LOCK}
    SELECT min(${firstBroken(LINE_RULES)}),
           bool_or(t.lines > 1), bool_or(d.guard IS NOT NULL OR c.guard IS NOT NULL)
      INTO broken, several, guarded
      FROM new_rows t
      LEFT JOIN ledger_accounts d ON d.code = t.debit_account
      LEFT JOIN ledger_accounts c ON c.code = t.credit_account;
    ${refuseBroken(LINE_RULES, `coalesce(${UNUSABLE}, '')`)}
    -- The only line of its journal has number 0, so there is nothing more to ask.
    IF several THEN
      SELECT count(*) <> coalesce(sum(t.lines) FILTER (WHERE t.line = 0), 0)
             OR bool_or(t.line > 0 AND NOT EXISTS (SELECT FROM ledger_transfers o
               WHERE o.lane = t.lane AND o.journal_id = t.journal_id AND o.line = 0 AND o.lines = t.lines))
        INTO incomplete FROM new_rows t;
      IF incomplete THEN
        RAISE EXCEPTION 'a journal has exactly the lines that it was posted with'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transfers_complete';
      END IF;
    END IF;
    -- A guard has a row in each lane once it is open (1790000000160-ledger-guards), none before.
    IF guarded THEN
      FOR change IN
        SELECT s.lane, s.guard, s.currency, sum(s.delta)::bigint AS delta FROM (
          SELECT t.lane, a.guard, t.currency, t.amount_minor AS delta
            FROM new_rows t JOIN ledger_accounts a ON a.code = t.debit_account
           UNION ALL
          SELECT t.lane, a.guard, t.currency, -t.amount_minor
            FROM new_rows t JOIN ledger_accounts a ON a.code = t.credit_account) s
         WHERE s.guard IS NOT NULL
         GROUP BY s.lane, s.guard, s.currency HAVING sum(s.delta) <> 0
         ORDER BY s.guard, s.currency, s.lane
      LOOP
        UPDATE ledger_guards g SET available_minor = g.available_minor + change.delta
         WHERE g.lane = change.lane AND g.guard = change.guard AND g.currency = change.currency;
      END LOOP;
    END IF;
    RETURN NULL;
  END $$;`;

/** The time of closing is taken under the lock: who posts later has seen it. */
const CLOSINGS = `
  CREATE FUNCTION ledger_close_books() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ganpei, pg_temp AS $$
  BEGIN${READ_COMMITTED_ONLY}
    PERFORM pg_advisory_xact_lock(7204003);
    IF NEW.closed_at IS NOT NULL THEN
      RAISE EXCEPTION 'closed_at is the time of closing and cannot be chosen'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_closings_closed_at';
    END IF;
    NEW.closed_at := clock_timestamp();
    IF TG_TABLE_NAME = 'ledger_period_closings' THEN
      IF NEW.closed_until > transaction_timestamp()
         OR NEW.closed_until <= (SELECT max(closed_until) FROM ledger_period_closings) THEN
        RAISE EXCEPTION 'a period closes once it is over, and after the one before'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_period_closings_order';
      END IF;
    END IF;
    RETURN NEW;
  END $$;`;

/** Who may call a trigger's function may hang it on a table of his own, and write by its rights. */
const TRIGGERS = `
  CREATE TRIGGER ledger_account_closings_lock BEFORE INSERT ON ledger_account_closings
    FOR EACH ROW EXECUTE FUNCTION ledger_close_books();
  CREATE TRIGGER ledger_period_closings_lock BEFORE INSERT ON ledger_period_closings
    FOR EACH ROW EXECUTE FUNCTION ledger_close_books();
  CREATE TRIGGER ledger_journals_complete AFTER INSERT ON ledger_journals
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ledger_require_complete_journals();
  CREATE TRIGGER ledger_transfers_complete AFTER INSERT ON ledger_transfers
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ledger_require_complete_lines();
  REVOKE EXECUTE ON FUNCTION ledger_require_complete_journals, ledger_require_complete_lines, ledger_close_books
    FROM PUBLIC;`;
