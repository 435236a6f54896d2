import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people said of a difference may be wrong: two of them take it back with its booking. And
 * whoever names a line of a statement as evidence about a payout names one that is there.
 */
export class BreaksUndone1790000000702 implements MigrationInterface {
  readonly name = 'BreaksUndone1790000000702';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UNDONE);
    await runner.query(STATED_EVIDENCE);
    await runner.query('GRANT SELECT, INSERT ON break_undo_words, undone_breaks TO ganpei_app');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: who took back what stays on record.'));
  }
}

/** Two persons take back an ending that booked; what differed is a new break then. */
const UNDONE = `
  CREATE TABLE break_undo_words (
    break_id text NOT NULL,
    person_id text NOT NULL,
    user_id text NOT NULL,
    note text NOT NULL CONSTRAINT break_undo_words_note_check CHECK (length(note) > 0),
    given_at timestamptz NOT NULL,
    CONSTRAINT break_undo_words_pk PRIMARY KEY (break_id, person_id),
    CONSTRAINT break_undo_words_break_fk FOREIGN KEY (break_id) REFERENCES reconciliation_breaks (id)
  );
  CREATE TABLE undone_breaks (
    break_id text NOT NULL,
    undone_by text NOT NULL,
    undone_at timestamptz NOT NULL,
    CONSTRAINT undone_breaks_pk PRIMARY KEY (break_id),
    CONSTRAINT undone_breaks_break_fk FOREIGN KEY (break_id) REFERENCES reconciliation_breaks (id)
  );
  CREATE TRIGGER break_undo_words_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON break_undo_words
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER undone_breaks_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON undone_breaks
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER break_undo_words_by_person BEFORE INSERT ON break_undo_words
    FOR EACH ROW EXECUTE FUNCTION words_by_person();

  -- Not before every booking of the break is reversed.
  CREATE FUNCTION undone_breaks_by_two() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF (SELECT count(DISTINCT w.person_id) FROM break_undo_words w WHERE w.break_id = NEW.break_id) < 2
       OR NOT EXISTS (SELECT FROM reconciliation_breaks b WHERE b.id = NEW.break_id
            AND b.how_ended IN ('fee', 'written_off', 'suspense'))
       OR EXISTS (SELECT FROM ledger_journals j
            WHERE j.lane = 0 AND j.idempotency_key IN
              (NEW.break_id || '/E21', NEW.break_id || '/E21/written_off', NEW.break_id || '/E22')
              AND NOT EXISTS (SELECT FROM ledger_journals r WHERE r.lane = j.lane AND r.reverses_id = j.id)) THEN
      RAISE EXCEPTION 'break % is taken back by two persons, with its booking', NEW.break_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'undone_breaks_by_two';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER undone_breaks_by_two BEFORE INSERT ON undone_breaks
    FOR EACH ROW EXECUTE FUNCTION undone_breaks_by_two();`;

/** Whoever names a line of a statement as evidence names one that is there, of the same money. */
const STATED_EVIDENCE = `
  CREATE FUNCTION payout_resolutions_require_line() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM statement_lines l JOIN payouts p
           ON p.rail = l.rail AND p.currency = l.currency AND p.amount_minor = l.amount_minor
         WHERE l.id = NEW.evidence_reference AND p.lane = NEW.lane AND p.id = NEW.payout_id) THEN
      RAISE EXCEPTION 'line % is no evidence about payout %', NEW.evidence_reference, NEW.payout_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_resolutions_stated';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER payout_resolutions_stated BEFORE INSERT ON payout_resolutions FOR EACH ROW
    WHEN (NEW.evidence_kind = 'statement_line') EXECUTE FUNCTION payout_resolutions_require_line();`;
