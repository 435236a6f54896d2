import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a comparison has to look at: lines and bookings without a partner, kept by the database as
 * they come and go, so that what it costs depends on what is open and not on how old the books are.
 * A comparison as of an earlier moment reads everything.
 */
export class OpenItems1790000000705 implements MigrationInterface {
  readonly name = 'OpenItems1790000000705';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(COMING);
    await runner.query(GOING);
    await runner.query(
      'GRANT SELECT ON open_statement_lines, open_rail_entries, stated_hours TO ganpei_app',
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: comparisons read what is open here.'));
  }
}

/** Written by triggers alone. `cash` is an account of its own beside the rail that it tops up. */
const TABLES = `
  CREATE TABLE open_statement_lines (
    line_id text NOT NULL,
    rail text NOT NULL,
    currency char(3) NOT NULL,
    CONSTRAINT open_statement_lines_pk PRIMARY KEY (rail, currency, line_id)
  );
  CREATE TABLE open_rail_entries (
    rail text NOT NULL,
    currency char(3) NOT NULL,
    lane smallint NOT NULL,
    journal_id text NOT NULL,
    journal_line smallint NOT NULL,
    CONSTRAINT open_rail_entries_pk PRIMARY KEY (rail, currency, journal_id, journal_line)
  );
  CREATE TABLE stated_hours (
    rail text NOT NULL,
    currency char(3) NOT NULL,
    hour timestamptz NOT NULL,
    minor bigint NOT NULL,
    CONSTRAINT stated_hours_pk PRIMARY KEY (rail, currency, hour)
  );
  ALTER TABLE reconciled_books
    ADD COLUMN matched_count bigint NOT NULL DEFAULT 0,
    ADD COLUMN counted_size bigint NOT NULL DEFAULT 0,
    ADD COLUMN counted_minor bigint NOT NULL DEFAULT 0,
    ADD COLUMN counted_transit_minor bigint NOT NULL DEFAULT 0;`;

const KEPT = `LANGUAGE plpgsql SECURITY DEFINER SET search_path = ganpei, pg_temp`;

const COMING = `
  CREATE FUNCTION ledger_transfers_are_open() RETURNS trigger ${KEPT} AS $$
  BEGIN
    IF NEW.dimensions ->> 'rail' IS NOT NULL THEN
      INSERT INTO open_rail_entries VALUES
        (NEW.dimensions ->> 'rail', NEW.currency, NEW.lane, NEW.journal_id, NEW.line);
    END IF;
    IF NEW.debit_account = '1030' AND NEW.credit_account IN ('1010', '1020') THEN
      INSERT INTO open_rail_entries VALUES ('cash', NEW.currency, NEW.lane, NEW.journal_id, NEW.line);
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER ledger_transfers_open AFTER INSERT ON ledger_transfers FOR EACH ROW
    WHEN (NEW.debit_account = '1030' OR NEW.credit_account = '1030')
    EXECUTE FUNCTION ledger_transfers_are_open();

  CREATE FUNCTION statement_lines_are_open() RETURNS trigger ${KEPT} AS $$
  BEGIN
    INSERT INTO open_statement_lines SELECT id, rail, currency FROM fresh;
    INSERT INTO stated_hours AS known
      SELECT rail, currency, date_trunc('hour', booked_at, 'UTC'),
             sum(CASE direction WHEN 'in' THEN amount_minor ELSE -amount_minor END)
        FROM fresh GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      ON CONFLICT (rail, currency, hour) DO UPDATE SET minor = known.minor + excluded.minor;
    RETURN NULL;
  END $$;
  CREATE TRIGGER statement_lines_open AFTER INSERT ON statement_lines REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION statement_lines_are_open();`;

const GOING = `
  CREATE FUNCTION statement_matches_close() RETURNS trigger ${KEPT} AS $$
  BEGIN
    DELETE FROM open_statement_lines open USING fresh
     WHERE fresh.undoes_id IS NULL AND open.rail = fresh.rail AND open.currency = fresh.currency
       AND open.line_id = fresh.line_id;
    DELETE FROM open_rail_entries open USING fresh
     WHERE fresh.undoes_id IS NULL AND open.rail = fresh.rail AND open.currency = fresh.currency
       AND open.journal_id = fresh.journal_id AND open.journal_line = fresh.journal_line;
    INSERT INTO open_statement_lines SELECT line_id, rail, currency FROM fresh WHERE undoes_id IS NOT NULL
      ON CONFLICT DO NOTHING;
    INSERT INTO open_rail_entries SELECT rail, currency, journal_lane, journal_id, journal_line
      FROM fresh WHERE undoes_id IS NOT NULL ON CONFLICT DO NOTHING;
    INSERT INTO reconciled_books AS book (rail, currency, is_due, matched_count)
      SELECT rail, currency, true, sum(CASE WHEN undoes_id IS NULL THEN 1 ELSE -1 END)
        FROM fresh GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (rail, currency) DO UPDATE SET matched_count = book.matched_count + excluded.matched_count;
    RETURN NULL;
  END $$;
  CREATE TRIGGER statement_matches_close AFTER INSERT ON statement_matches REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION statement_matches_close();

  -- What people have ended so that nothing is left to be found again, unless they take that back.
  CREATE FUNCTION reconciliation_breaks_close() RETURNS trigger ${KEPT} AS $$
  BEGIN
    DELETE FROM open_statement_lines
     WHERE rail = NEW.rail AND currency = NEW.currency AND line_id = NEW.line_id;
    DELETE FROM open_rail_entries WHERE rail = NEW.rail AND currency = NEW.currency
       AND journal_id = NEW.journal_id AND journal_line = NEW.journal_line;
    RETURN NULL;
  END $$;
  CREATE TRIGGER reconciliation_breaks_close AFTER UPDATE ON reconciliation_breaks FOR EACH ROW
    WHEN (NEW.how_ended IN ('fee', 'written_off', 'suspense', 'offset'))
    EXECUTE FUNCTION reconciliation_breaks_close();

  CREATE FUNCTION undone_breaks_are_open() RETURNS trigger ${KEPT} AS $$
  BEGIN
    INSERT INTO open_statement_lines SELECT line_id, rail, currency FROM reconciliation_breaks
     WHERE id = NEW.break_id AND line_id IS NOT NULL ON CONFLICT DO NOTHING;
    INSERT INTO open_rail_entries SELECT rail, currency, journal_lane, journal_id, journal_line
      FROM reconciliation_breaks WHERE id = NEW.break_id AND journal_id IS NOT NULL ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;
  CREATE TRIGGER undone_breaks_open AFTER INSERT ON undone_breaks FOR EACH ROW
    EXECUTE FUNCTION undone_breaks_are_open();`;
