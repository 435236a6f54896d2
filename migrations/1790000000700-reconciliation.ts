import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Statements of rails and banks, line by line for ever, and how they agree with the ledger: which
 * line is which booking, and every difference until it has ended. Behind the application the
 * database refuses a second match of a line or a booking, a match of other money, and that money is
 * written off, or matched by hand, by fewer than two persons.
 */
export class Reconciliation1790000000700 implements MigrationInterface {
  readonly name = 'Reconciliation1790000000700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STATEMENTS);
    await runner.query(MATCHES);
    await runner.query(BREAKS);
    await runner.query(BY_TWO);
    await runner.query(NAMED_FILES);
    await runner.query(`
      GRANT SELECT, INSERT ON statements, statement_lines, statement_matches, match_words, reconciliation_breaks, break_words
        TO ganpei_app;
      GRANT SELECT ON standing_matches TO ganpei_app;
      GRANT UPDATE (owner_id, owner_note, ended_at, how_ended, ended_by, end_note) ON reconciliation_breaks TO ganpei_app;
      GRANT SELECT, INSERT, UPDATE ON reconciled_books TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: statements are evidence.'));
  }
}

const STATEMENTS = `
  CREATE TABLE statements (
    id text NOT NULL,
    rail text NOT NULL,
    currency char(3) NOT NULL,
    source text NOT NULL,
    account text NOT NULL,
    format text NOT NULL CONSTRAINT statements_format_check CHECK (format IN
      ('camt.053', 'wechat-fund-bill', 'alipay-bill', 'csv')),
    from_at timestamptz NOT NULL,
    to_at timestamptz NOT NULL,
    opening_minor bigint,
    closing_minor bigint,
    line_count integer NOT NULL,
    new_line_count integer NOT NULL,
    sha256 text NOT NULL,
    file_name text NOT NULL,
    taken_by text NOT NULL,
    taken_at timestamptz NOT NULL,
    CONSTRAINT statements_pk PRIMARY KEY (id),
    CONSTRAINT statements_once_key UNIQUE (sha256, rail, currency, account, from_at),
    CONSTRAINT statements_span_check CHECK (from_at <= to_at)
  );
  CREATE INDEX statements_book_idx ON statements (rail, currency, from_at);
  CREATE TABLE statement_lines (
    id text NOT NULL,
    statement_id text NOT NULL,
    rail text NOT NULL,
    currency char(3) NOT NULL,
    source text NOT NULL,
    line_id text NOT NULL,
    kind text NOT NULL CONSTRAINT statement_lines_kind_check CHECK (kind IN ('payout', 'return', 'fee', 'top_up', 'other')),
    direction text NOT NULL CONSTRAINT statement_lines_direction_check CHECK (direction IN ('out', 'in')),
    amount_minor bigint NOT NULL CONSTRAINT statement_lines_amount_check CHECK (amount_minor >= 0),
    booked_at timestamptz NOT NULL,
    key text,
    transfer_id text,
    text text NOT NULL,
    CONSTRAINT statement_lines_pk PRIMARY KEY (id),
    CONSTRAINT statement_lines_line_key UNIQUE (source, line_id),
    CONSTRAINT statement_lines_statement_fk FOREIGN KEY (statement_id) REFERENCES statements (id)
  );
  CREATE INDEX statement_lines_book_idx ON statement_lines (rail, currency, booked_at);
  CREATE TABLE reconciled_books (
    rail text NOT NULL,
    currency char(3) NOT NULL,
    is_due boolean NOT NULL,
    reconciled_at timestamptz,
    CONSTRAINT reconciled_books_pk PRIMARY KEY (rail, currency)
  );
  CREATE TRIGGER statements_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statements
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER statement_lines_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  -- A line may carry nothing of ours but the rail's number of the transfer.
  CREATE INDEX payouts_transfer_idx ON payouts (rail, rail_transfer_id) WHERE rail_transfer_id IS NOT NULL;
  -- What moved over a rail, for its account: few of all lines of the ledger.
  CREATE INDEX ledger_transfers_rail_idx ON ledger_transfers ((dimensions ->> 'rail'), currency)
    WHERE debit_account IN ('1030', '2040') OR credit_account IN ('1030', '2040');`;

/** A match is undone by a row that names it, and then the line may be matched anew. */
const MATCHES = `
  CREATE TABLE statement_matches (
    id text NOT NULL,
    line_id text NOT NULL,
    rail text NOT NULL,
    currency char(3) NOT NULL,
    journal_lane smallint NOT NULL,
    journal_id text NOT NULL,
    journal_line smallint NOT NULL,
    kind text NOT NULL CONSTRAINT statement_matches_kind_check CHECK (kind IN ('payout', 'return', 'fee', 'top_up', 'other')),
    cause_id text NOT NULL,
    matched_by text NOT NULL CONSTRAINT statement_matches_by_check CHECK (matched_by IN
      ('key', 'transfer_id', 'amount_and_date', 'cause', 'people')),
    actor_id text NOT NULL,
    matched_at timestamptz NOT NULL,
    undoes_id text,
    CONSTRAINT statement_matches_pk PRIMARY KEY (id),
    CONSTRAINT statement_matches_undone_key UNIQUE (undoes_id),
    CONSTRAINT statement_matches_line_fk FOREIGN KEY (line_id) REFERENCES statement_lines (id),
    CONSTRAINT statement_matches_undoes_fk FOREIGN KEY (undoes_id) REFERENCES statement_matches (id)
  );
  CREATE INDEX statement_matches_line_idx ON statement_matches (line_id);
  CREATE INDEX statement_matches_entry_idx ON statement_matches (journal_id, journal_line);
  CREATE INDEX statement_matches_cause_idx ON statement_matches (cause_id);
  CREATE TABLE match_words (
    match_id text NOT NULL,
    person_id text NOT NULL,
    user_id text NOT NULL,
    note text NOT NULL CONSTRAINT match_words_note_check CHECK (length(note) > 0),
    given_at timestamptz NOT NULL,
    CONSTRAINT match_words_pk PRIMARY KEY (match_id, person_id),
    CONSTRAINT match_words_match_fk FOREIGN KEY (match_id) REFERENCES statement_matches (id)
  );
  CREATE TRIGGER match_words_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON match_words
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE VIEW standing_matches AS
    SELECT m.* FROM statement_matches m WHERE m.undoes_id IS NULL
      AND NOT EXISTS (SELECT FROM statement_matches u WHERE u.undoes_id = m.id);
  CREATE TRIGGER statement_matches_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_matches
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

  CREATE FUNCTION statement_matches_once() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('reconcile ' || NEW.rail || ' ' || NEW.currency, 0));
    IF NEW.undoes_id IS NOT NULL THEN
      IF EXISTS (SELECT FROM standing_matches m WHERE m.id = NEW.undoes_id AND m.line_id = NEW.line_id
           AND m.journal_id = NEW.journal_id AND m.journal_line = NEW.journal_line)
         AND (SELECT count(DISTINCT w.person_id) FROM match_words w WHERE w.match_id = NEW.undoes_id) >= 2 THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'match % is undone by two persons, once', NEW.undoes_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_matches_undo';
    END IF;
    IF EXISTS (SELECT FROM standing_matches m WHERE m.line_id = NEW.line_id)
       OR EXISTS (SELECT FROM standing_matches m WHERE m.journal_id = NEW.journal_id
            AND m.journal_line = NEW.journal_line AND m.rail = NEW.rail) THEN
      RAISE EXCEPTION 'line % or its booking is matched already', NEW.line_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_matches_once';
    END IF;
    IF NOT EXISTS (SELECT FROM statement_lines l
         JOIN ledger_transfers t ON t.lane = NEW.journal_lane AND t.journal_id = NEW.journal_id AND t.line = NEW.journal_line
        WHERE l.id = NEW.line_id AND l.rail = NEW.rail AND l.currency = NEW.currency
          AND t.currency = l.currency AND t.amount_minor = l.amount_minor
          AND (NEW.rail = 'cash' OR t.dimensions ->> 'rail' = NEW.rail
            AND CASE l.direction WHEN 'in' THEN t.debit_account ELSE t.credit_account END = '1030')) THEN
      RAISE EXCEPTION 'line % is not about the same money', NEW.line_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_matches_same_money';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER statement_matches_once BEFORE INSERT ON statement_matches
    FOR EACH ROW EXECUTE FUNCTION statement_matches_once();`;

const BREAKS = `
  CREATE TABLE reconciliation_breaks (
    id text NOT NULL,
    rail text NOT NULL,
    currency char(3) NOT NULL,
    kind text NOT NULL CONSTRAINT reconciliation_breaks_kind_check CHECK (kind IN
      ('line_without_partner', 'entry_without_partner', 'other_amount', 'other_date', 'duplicate', 'balance')),
    reason text NOT NULL,
    line_id text,
    journal_lane smallint,
    journal_id text,
    journal_line smallint,
    statement_id text,
    payout_lane smallint,
    payout_id text,
    effect_minor bigint NOT NULL,
    since timestamptz NOT NULL,
    found_at timestamptz NOT NULL,
    owner_id text,
    owner_note text,
    ended_at timestamptz,
    how_ended text CONSTRAINT reconciliation_breaks_how_check CHECK (how_ended IN
      ('resolved', 'matched', 'fee', 'written_off', 'suspense', 'offset', 'explained')),
    ended_by text,
    end_note text,
    CONSTRAINT reconciliation_breaks_pk PRIMARY KEY (id),
    CONSTRAINT reconciliation_breaks_line_fk FOREIGN KEY (line_id) REFERENCES statement_lines (id),
    CONSTRAINT reconciliation_breaks_statement_fk FOREIGN KEY (statement_id) REFERENCES statements (id),
    CONSTRAINT reconciliation_breaks_ended_check CHECK ((ended_at IS NULL) = (how_ended IS NULL))
  );
  CREATE UNIQUE INDEX reconciliation_breaks_line_key ON reconciliation_breaks (line_id, kind)
    WHERE ended_at IS NULL AND line_id IS NOT NULL;
  CREATE UNIQUE INDEX reconciliation_breaks_entry_key ON reconciliation_breaks (journal_id, journal_line, rail, kind)
    WHERE ended_at IS NULL AND journal_id IS NOT NULL;
  CREATE INDEX reconciliation_breaks_open_idx ON reconciliation_breaks (rail, currency, since) WHERE ended_at IS NULL;
  CREATE INDEX reconciliation_breaks_lines_idx ON reconciliation_breaks (line_id) WHERE line_id IS NOT NULL;
  CREATE INDEX reconciliation_breaks_entries_idx ON reconciliation_breaks (journal_id) WHERE journal_id IS NOT NULL;

  CREATE TABLE break_words (
    break_id text NOT NULL,
    how text NOT NULL CONSTRAINT break_words_how_check CHECK (how IN
      ('matched', 'fee', 'written_off', 'suspense', 'offset', 'explained')),
    against text NOT NULL,
    person_id text NOT NULL,
    user_id text NOT NULL,
    note text NOT NULL CONSTRAINT break_words_note_check CHECK (length(note) > 0),
    given_at timestamptz NOT NULL,
    CONSTRAINT break_words_pk PRIMARY KEY (break_id, how, against, person_id),
    CONSTRAINT break_words_break_fk FOREIGN KEY (break_id) REFERENCES reconciliation_breaks (id)
  );
  CREATE TRIGGER break_words_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON break_words
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

const BY_TWO = `
  CREATE FUNCTION words_by_person() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF person_of(NEW.user_id) IS DISTINCT FROM NEW.person_id THEN
      RAISE EXCEPTION 'account % is not of person %', NEW.user_id, NEW.person_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'words_by_person';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER break_words_by_person BEFORE INSERT ON break_words
    FOR EACH ROW EXECUTE FUNCTION words_by_person();
  CREATE TRIGGER match_words_by_person BEFORE INSERT ON match_words
    FOR EACH ROW EXECUTE FUNCTION words_by_person();

  -- A break ends once: by itself, by the word of one person, or where money hangs on it of two.
  CREATE FUNCTION reconciliation_breaks_end() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF OLD.ended_at IS NOT NULL THEN
      RAISE EXCEPTION 'break % has ended', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'reconciliation_breaks_end';
    END IF;
    IF NEW.how_ended IN ('matched', 'fee', 'written_off', 'offset', 'suspense', 'explained')
       AND (SELECT coalesce(max(persons), 0) FROM (SELECT count(DISTINCT w.person_id) AS persons FROM break_words w
              WHERE w.how = NEW.how_ended AND (w.break_id = NEW.id OR w.how = 'offset' AND w.against = NEW.id)
              GROUP BY w.break_id, w.against) AS words)
           < (CASE WHEN NEW.how_ended IN ('suspense', 'explained') THEN 1 ELSE 2 END) THEN
      RAISE EXCEPTION 'break % is ended by more persons', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'reconciliation_breaks_by_two';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER reconciliation_breaks_end BEFORE UPDATE ON reconciliation_breaks
    FOR EACH ROW EXECUTE FUNCTION reconciliation_breaks_end();`;

/** As before, and the files of statements. */
const NAMED_FILES = `
  CREATE OR REPLACE VIEW named_files (sha256) AS
    SELECT sha256 FROM claim_evidence
    UNION ALL SELECT copy_sha256 FROM claim_evidence_preparations WHERE copy_sha256 IS NOT NULL
    UNION ALL SELECT sha256 FROM claim_draft_files
    UNION ALL SELECT sha256 FROM decision_letters
    UNION ALL SELECT sha256 FROM inbound_mails
    UNION ALL SELECT sha256 FROM inbound_mail_files WHERE sha256 IS NOT NULL
    UNION ALL SELECT sha256 FROM bank_reports
    UNION ALL SELECT sha256 FROM statements;`;
