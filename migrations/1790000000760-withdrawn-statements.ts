import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A statement that was wrong is withdrawn by two persons: its lines are none any more, and the
 * right file may be taken in after it, as a further edition of the same lines. Behind the
 * application the database lets none go while anything that was made out of its lines stands, or
 * while a payout ended by one of them.
 */
export class WithdrawnStatements1790000000760 implements MigrationInterface {
  readonly name = 'WithdrawnStatements1790000000760';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EDITIONS);
    await runner.query(WORDS);
    await runner.query(OBSTACLES);
    await runner.query(GOING);
    await runner.query(matchesOnce(UNDONE_WITH_STATEMENT, STILL_STATED));
    await runner.query(breaksUndone('NOT break_is_given_up(NEW.break_id) AND'));
    await runner.query(
      'GRANT SELECT, INSERT ON statement_withdrawal_words, withdrawn_statements TO ganpei_app',
    );
  }

  /** As long as nobody has withdrawn anything: after that it stays on record. */
  async down(runner: QueryRunner): Promise<void> {
    const rows = (await runner.query(
      'SELECT FROM statement_withdrawal_words LIMIT 1',
    )) as unknown[];
    if (rows.length > 0) throw new Error('Forward only: who withdrew a statement stays on record.');
    await runner.query(breaksUndone(''));
    await runner.query(matchesOnce('', ''));
    await runner.query(`
      DROP TABLE withdrawn_statements, statement_withdrawal_words;
      DROP TRIGGER statements_edition ON statements;
      DROP TRIGGER statement_lines_edition ON statement_lines;
      DROP FUNCTION withdrawn_statements_by_two, withdrawn_statements_go, statement_withdrawal_words_in_turn,
        statement_withdrawal_words_done, statements_next_edition, statement_lines_next_edition,
        statement_obstacle, break_is_given_up, statement_is_given_up;
      DROP INDEX statement_lines_statement_idx;
      ALTER TABLE statements DROP CONSTRAINT statements_once_key, DROP COLUMN edition,
        ADD CONSTRAINT statements_once_key UNIQUE (sha256, rail, currency, account, from_at);
      ALTER TABLE statement_lines DROP CONSTRAINT statement_lines_line_key, DROP COLUMN edition,
        ADD CONSTRAINT statement_lines_line_key UNIQUE (source, line_id);`);
  }
}

const PATH = 'SET search_path = ganpei, pg_temp';
const WITHDRAWN = (statement: string): string =>
  `EXISTS (SELECT FROM withdrawn_statements w WHERE w.statement_id = ${statement})`;
const STILL_STATED = `AND NOT ${WITHDRAWN('l.statement_id')}`;

const EDITIONS = `
  ALTER TABLE statements ADD COLUMN edition integer NOT NULL DEFAULT 1, DROP CONSTRAINT statements_once_key;
  ALTER TABLE statements ADD CONSTRAINT statements_once_key UNIQUE (sha256, rail, currency, account, from_at, edition);
  ALTER TABLE statement_lines ADD COLUMN edition integer NOT NULL DEFAULT 1, DROP CONSTRAINT statement_lines_line_key;
  ALTER TABLE statement_lines ADD CONSTRAINT statement_lines_line_key UNIQUE (source, line_id, edition);
  CREATE INDEX statement_lines_statement_idx ON statement_lines (statement_id, id);`;

const WORDS = `
  CREATE TABLE statement_withdrawal_words (
    statement_id text NOT NULL,
    number integer NOT NULL,
    word text NOT NULL CONSTRAINT statement_withdrawal_words_word_check CHECK (word IN ('propose', 'approve', 'return')),
    person_id text NOT NULL,
    user_id text NOT NULL,
    note text NOT NULL CONSTRAINT statement_withdrawal_words_note_check CHECK (length(note) > 0),
    given_at timestamptz NOT NULL,
    CONSTRAINT statement_withdrawal_words_pk PRIMARY KEY (statement_id, number, word),
    CONSTRAINT statement_withdrawal_words_statement_fk FOREIGN KEY (statement_id) REFERENCES statements (id)
  );
  CREATE UNIQUE INDEX statement_withdrawal_words_verdict_key ON statement_withdrawal_words (statement_id, number)
    WHERE word <> 'propose';
  CREATE TABLE withdrawn_statements (
    statement_id text NOT NULL,
    number integer NOT NULL,
    withdrawn_by text NOT NULL,
    withdrawn_at timestamptz NOT NULL,
    CONSTRAINT withdrawn_statements_pk PRIMARY KEY (statement_id),
    CONSTRAINT withdrawn_statements_statement_fk FOREIGN KEY (statement_id) REFERENCES statements (id)
  );
  CREATE TRIGGER statement_withdrawal_words_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_withdrawal_words
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER withdrawn_statements_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON withdrawn_statements
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER statement_withdrawal_words_by_person BEFORE INSERT ON statement_withdrawal_words
    FOR EACH ROW EXECUTE FUNCTION words_by_person();

  -- One proposal at a time, and a verdict on one that is there; approved by another person.
  CREATE FUNCTION statement_withdrawal_words_in_turn() RETURNS trigger LANGUAGE plpgsql ${PATH} AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('statement ' || NEW.statement_id, 0));
    IF ${WITHDRAWN('NEW.statement_id')} OR (CASE NEW.word
         WHEN 'propose' THEN (SELECT count(*) FILTER (WHERE word = 'propose') + 1 <> NEW.number
             OR count(*) FILTER (WHERE word = 'propose') <> count(*) FILTER (WHERE word <> 'propose')
             FROM statement_withdrawal_words w WHERE w.statement_id = NEW.statement_id)
         ELSE NOT EXISTS (SELECT FROM statement_withdrawal_words w WHERE w.statement_id = NEW.statement_id
             AND w.number = NEW.number AND w.word = 'propose'
             AND (NEW.word = 'return' OR w.person_id <> NEW.person_id)) END) THEN
      RAISE EXCEPTION 'nobody may say so of statement % now', NEW.statement_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_withdrawal_words_in_turn';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER statement_withdrawal_words_in_turn BEFORE INSERT ON statement_withdrawal_words
    FOR EACH ROW EXECUTE FUNCTION statement_withdrawal_words_in_turn();

  -- Whoever approves it withdraws it in the same commit.
  CREATE FUNCTION statement_withdrawal_words_done() RETURNS trigger LANGUAGE plpgsql ${PATH} AS $$
  BEGIN
    IF NOT ${WITHDRAWN('NEW.statement_id')} THEN
      RAISE EXCEPTION 'statement % was approved to go, and is there', NEW.statement_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_withdrawal_words_done';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER statement_withdrawal_words_done AFTER INSERT ON statement_withdrawal_words
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.word = 'approve')
    EXECUTE FUNCTION statement_withdrawal_words_done();

  CREATE FUNCTION statement_is_given_up(of_statement text) RETURNS boolean LANGUAGE sql STABLE ${PATH} AS $$
    SELECT EXISTS (SELECT FROM statement_withdrawal_words a JOIN statement_withdrawal_words p USING (statement_id, number)
      WHERE a.statement_id = of_statement AND a.word = 'approve' AND p.word = 'propose' AND a.person_id <> p.person_id)
  $$;
  -- Of a break of a line or a balance of such a statement, or one that was offset against such a break.
  CREATE FUNCTION break_is_given_up(of_break text) RETURNS boolean LANGUAGE sql STABLE ${PATH} AS $$
    SELECT EXISTS (SELECT FROM reconciliation_breaks b LEFT JOIN statement_lines l ON l.id = b.line_id
      WHERE statement_is_given_up(coalesce(b.statement_id, l.statement_id)) AND (b.id = of_break OR b.id IN (
        SELECT CASE w.break_id WHEN of_break THEN w.against ELSE w.break_id END FROM break_words w
         WHERE w.how = 'offset' AND of_break IN (w.break_id, w.against)
         GROUP BY w.break_id, w.against HAVING count(DISTINCT w.person_id) >= 2)))
  $$;`;

/**
 * What keeps a statement from being withdrawn, whatever people say; null when nothing does. Written
 * so that it is read when it is asked: receipts that rest on a line come with a later migration.
 */
const OBSTACLES = `
  CREATE FUNCTION statement_obstacle(of_statement text) RETURNS text LANGUAGE plpgsql STABLE ${PATH} AS $$
  BEGIN
    RETURN (SELECT CASE
      WHEN EXISTS (SELECT FROM payout_resolutions r JOIN payout_resolution_approvals a USING (lane, payout_id, number)
             JOIN statement_lines l ON l.id = r.evidence_reference
            WHERE r.evidence_kind = 'statement_line' AND a.verdict = 'approve' AND l.statement_id = s.id)
        OR EXISTS (SELECT FROM credit_resolutions r JOIN credit_resolution_approvals a USING (lane, payout_id, number)
             JOIN statement_lines l ON l.id = r.evidence_reference
            WHERE r.evidence_kind = 'statement_line' AND a.verdict = 'approve' AND l.statement_id = s.id)
        OR EXISTS (SELECT FROM bank_references b JOIN statement_lines l ON l.id = b.line_id WHERE l.statement_id = s.id)
        OR s.rail = 'bank' AND EXISTS (SELECT FROM bank_reports b JOIN bank_report_lines l ON l.report_id = b.id
            WHERE b.sha256 = s.sha256 AND b.status = 'released' AND l.is_matched AND l.word IN ('booked', 'returned'))
        THEN 'evidence'
      WHEN s.rail = 'bank' AND EXISTS (SELECT FROM bank_reports b WHERE b.sha256 = s.sha256 AND b.status = 'waiting')
        THEN 'report'
      WHEN EXISTS (SELECT FROM statements t WHERE t.rail = s.rail AND t.currency = s.currency AND t.source = s.source
             AND t.line_count > t.new_line_count AND (t.taken_at, t.id) > (s.taken_at, s.id)
             AND t.from_at <= s.to_at AND t.to_at >= s.from_at AND NOT ${WITHDRAWN('t.id')})
        THEN 'shared'
    END FROM statements s WHERE s.id = of_statement);
  END $$;`;

const GOING = `
  CREATE FUNCTION withdrawn_statements_by_two() RETURNS trigger LANGUAGE plpgsql ${PATH} AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('statement ' || NEW.statement_id, 0));
    IF NOT statement_is_given_up(NEW.statement_id) OR statement_obstacle(NEW.statement_id) IS NOT NULL
       OR EXISTS (SELECT FROM statement_lines l JOIN standing_matches m ON m.line_id = l.id
            WHERE l.statement_id = NEW.statement_id)
       OR EXISTS (SELECT FROM statement_lines l JOIN ledger_journals j ON j.lane = 0 AND j.idempotency_key = l.id || '/E21'
            WHERE l.statement_id = NEW.statement_id AND l.kind = 'fee'
              AND NOT EXISTS (SELECT FROM ledger_journals r WHERE r.lane = j.lane AND r.reverses_id = j.id))
       OR EXISTS (SELECT FROM reconciliation_breaks b
            WHERE (b.statement_id = NEW.statement_id
                OR b.line_id IN (SELECT l.id FROM statement_lines l WHERE l.statement_id = NEW.statement_id))
              AND (b.ended_at IS NULL OR b.how_ended IN ('fee', 'written_off', 'suspense', 'offset')
                AND NOT EXISTS (SELECT FROM undone_breaks u WHERE u.break_id = b.id))) THEN
      RAISE EXCEPTION 'statement % is withdrawn by two persons, with all that was made out of it', NEW.statement_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'withdrawn_statements_by_two';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER withdrawn_statements_by_two BEFORE INSERT ON withdrawn_statements
    FOR EACH ROW EXECUTE FUNCTION withdrawn_statements_by_two();

  CREATE FUNCTION withdrawn_statements_go() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER ${PATH} AS $$
  BEGIN
    DELETE FROM open_statement_lines open USING statement_lines l
     WHERE l.statement_id = NEW.statement_id AND open.rail = l.rail AND open.currency = l.currency AND open.line_id = l.id;
    UPDATE stated_hours known SET minor = known.minor - gone.minor FROM (
      SELECT rail, currency, date_trunc('hour', booked_at, 'UTC') AS hour,
             sum(CASE direction WHEN 'in' THEN amount_minor ELSE -amount_minor END) AS minor
        FROM statement_lines WHERE statement_id = NEW.statement_id GROUP BY 1, 2, 3) AS gone
     WHERE known.rail = gone.rail AND known.currency = gone.currency AND known.hour = gone.hour;
    RETURN NULL;
  END $$;
  CREATE TRIGGER withdrawn_statements_go AFTER INSERT ON withdrawn_statements
    FOR EACH ROW EXECUTE FUNCTION withdrawn_statements_go();

  -- The same once more only after the one before it was withdrawn.
  CREATE FUNCTION statements_next_edition() RETURNS trigger LANGUAGE plpgsql ${PATH} AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM statements s WHERE s.sha256 = NEW.sha256 AND s.rail = NEW.rail AND s.currency = NEW.currency
         AND s.account = NEW.account AND s.from_at = NEW.from_at AND s.edition = NEW.edition - 1 AND ${WITHDRAWN('s.id')}) THEN
      RAISE EXCEPTION 'statement % stands already', NEW.sha256
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statements_edition';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER statements_edition BEFORE INSERT ON statements FOR EACH ROW WHEN (NEW.edition <> 1)
    EXECUTE FUNCTION statements_next_edition();
  CREATE FUNCTION statement_lines_next_edition() RETURNS trigger LANGUAGE plpgsql ${PATH} AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM statement_lines l WHERE l.source = NEW.source AND l.line_id = NEW.line_id
         AND l.edition = NEW.edition - 1 AND ${WITHDRAWN('l.statement_id')}) THEN
      RAISE EXCEPTION 'line % stands already', NEW.line_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_lines_edition';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER statement_lines_edition BEFORE INSERT ON statement_lines FOR EACH ROW WHEN (NEW.edition <> 1)
    EXECUTE FUNCTION statement_lines_next_edition();`;

/** A match goes with its statement: who gave that up has said so of all its lines. */
const UNDONE_WITH_STATEMENT = `OR statement_is_given_up((SELECT l.statement_id FROM statement_lines l WHERE l.id = NEW.line_id))`;

/** The guard of matches, with what else undoes one, and what else a line has to be. */
function matchesOnce(undoneAlso: string, lineAlso: string): string {
  return `
  CREATE OR REPLACE FUNCTION statement_matches_once() RETURNS trigger LANGUAGE plpgsql ${PATH} AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('reconcile ' || NEW.rail || ' ' || NEW.currency, 0));
    IF NEW.undoes_id IS NOT NULL THEN
      IF EXISTS (SELECT FROM standing_matches m WHERE m.id = NEW.undoes_id AND m.line_id = NEW.line_id
           AND m.journal_id = NEW.journal_id AND m.journal_line = NEW.journal_line)
         AND ((SELECT count(DISTINCT w.person_id) FROM match_words w WHERE w.match_id = NEW.undoes_id) >= 2 ${undoneAlso}) THEN
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
        WHERE l.id = NEW.line_id AND l.rail = NEW.rail AND l.currency = NEW.currency ${lineAlso}
          AND t.currency = l.currency AND t.amount_minor = l.amount_minor
          AND (NEW.rail = 'cash' OR t.dimensions ->> 'rail' = NEW.rail
            AND CASE l.direction WHEN 'in' THEN t.debit_account ELSE t.credit_account END = '1030')) THEN
      RAISE EXCEPTION 'line % is not about the same money', NEW.line_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_matches_same_money';
    END IF;
    RETURN NEW;
  END $$;`;
}

/** The guard of breaks that are taken back; `unless` spares some of them the words of their own. */
function breaksUndone(unless: string): string {
  return `
  CREATE OR REPLACE FUNCTION undone_breaks_by_two() RETURNS trigger LANGUAGE plpgsql ${PATH} AS $$
  BEGIN
    IF ${unless} ((SELECT count(DISTINCT w.person_id) FROM break_undo_words w WHERE w.break_id = NEW.break_id) < 2
         OR NOT EXISTS (SELECT FROM reconciliation_breaks b WHERE b.id = NEW.break_id
              AND b.how_ended IN ('fee', 'written_off', 'suspense')))
       OR EXISTS (SELECT FROM ledger_journals j
            WHERE j.lane = 0 AND j.idempotency_key IN
              (NEW.break_id || '/E21', NEW.break_id || '/E21/written_off', NEW.break_id || '/E22')
              AND NOT EXISTS (SELECT FROM ledger_journals r WHERE r.lane = j.lane AND r.reverses_id = j.id)) THEN
      RAISE EXCEPTION 'break % is taken back by two persons, with its booking', NEW.break_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'undone_breaks_by_two';
    END IF;
    RETURN NEW;
  END $$;`;
}
