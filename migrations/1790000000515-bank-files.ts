import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The bank file rail keeps a book of its own: instructions that wait, files that take them to the
 * bank, the two persons who let a file go, and what the bank reported. Three things are checked
 * here once more, behind the application: a file goes out by the word of two persons about exactly
 * its bytes, an instruction that left with one is never put into another, and a report that would
 * end payouts counts by the word of another person than took it in.
 */
export class BankFiles1790000000515 implements MigrationInterface {
  readonly name = 'BankFiles1790000000515';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bank_files (
        id text NOT NULL,
        currency char(3) NOT NULL,
        control_sum_minor bigint NOT NULL CONSTRAINT bank_files_sum_check CHECK (control_sum_minor > 0),
        instruction_count integer NOT NULL CONSTRAINT bank_files_count_check CHECK (instruction_count > 0),
        message_name text NOT NULL,
        digest text NOT NULL,
        content text NOT NULL,
        made_by text NOT NULL,
        made_by_person text NOT NULL,
        made_at timestamptz NOT NULL,
        status text NOT NULL DEFAULT 'waiting'
          CONSTRAINT bank_files_status_check CHECK (status IN ('waiting', 'released', 'discarded')),
        CONSTRAINT bank_files_pk PRIMARY KEY (id)
      );
      CREATE TABLE bank_instructions (
        lane smallint NOT NULL,
        key text NOT NULL,
        payout_id text NOT NULL,
        currency char(3) NOT NULL,
        amount_minor bigint NOT NULL CONSTRAINT bank_instructions_amount_check CHECK (amount_minor > 0),
        account text NOT NULL,
        holder_name text NOT NULL,
        bank text,
        request_digest text NOT NULL,
        created_at timestamptz NOT NULL,
        file_id text,
        CONSTRAINT bank_instructions_pk PRIMARY KEY (lane, key),
        CONSTRAINT bank_instructions_file_fk FOREIGN KEY (file_id) REFERENCES bank_files (id)
      );
      CREATE INDEX bank_instructions_waiting_idx ON bank_instructions (currency, created_at) WHERE file_id IS NULL;
      CREATE INDEX bank_instructions_file_idx ON bank_instructions (file_id, key) WHERE file_id IS NOT NULL;
      CREATE TABLE bank_file_releases (
        file_id text NOT NULL,
        person_id text NOT NULL,
        verdict text NOT NULL CONSTRAINT bank_file_releases_verdict_check CHECK (verdict IN ('release', 'discard')),
        user_id text NOT NULL,
        note text NOT NULL,
        digest text NOT NULL,
        given_at timestamptz NOT NULL,
        CONSTRAINT bank_file_releases_pk PRIMARY KEY (file_id, person_id, verdict),
        CONSTRAINT bank_file_releases_file_fk FOREIGN KEY (file_id) REFERENCES bank_files (id)
      );
      CREATE TABLE bank_reports (
        id text NOT NULL,
        sha256 text NOT NULL,
        kind text NOT NULL CONSTRAINT bank_reports_kind_check CHECK (kind IN ('pain.002', 'camt.053')),
        message_id text NOT NULL,
        file_name text NOT NULL,
        line_count integer NOT NULL,
        matched_count integer NOT NULL,
        taken_by text NOT NULL,
        taken_by_person text NOT NULL,
        taken_at timestamptz NOT NULL,
        status text NOT NULL
          CONSTRAINT bank_reports_status_check CHECK (status IN ('waiting', 'released', 'discarded')),
        CONSTRAINT bank_reports_pk PRIMARY KEY (id)
      );
      CREATE UNIQUE INDEX bank_reports_sha256_key ON bank_reports (sha256) WHERE status <> 'discarded';
      CREATE TABLE bank_report_releases (
        report_id text NOT NULL,
        person_id text NOT NULL,
        verdict text NOT NULL CONSTRAINT bank_report_releases_verdict_check CHECK (verdict IN ('release', 'discard')),
        user_id text NOT NULL,
        note text NOT NULL,
        digest text NOT NULL,
        given_at timestamptz NOT NULL,
        CONSTRAINT bank_report_releases_pk PRIMARY KEY (report_id, person_id),
        CONSTRAINT bank_report_releases_report_fk FOREIGN KEY (report_id) REFERENCES bank_reports (id)
      );
      CREATE TABLE bank_report_lines (
        lane smallint NOT NULL,
        report_id text NOT NULL,
        position integer NOT NULL,
        line_id text NOT NULL,
        word text NOT NULL CONSTRAINT bank_report_lines_word_check CHECK (word IN
          ('accepted', 'completed', 'rejected', 'booked', 'returned', 'other')),
        key text,
        currency char(3),
        amount_minor bigint,
        code text,
        at timestamptz NOT NULL,
        text text NOT NULL,
        is_matched boolean NOT NULL,
        CONSTRAINT bank_report_lines_pk PRIMARY KEY (lane, report_id, position),
        CONSTRAINT bank_report_lines_report_fk FOREIGN KEY (report_id) REFERENCES bank_reports (id)
      );
      CREATE INDEX bank_report_lines_key_idx ON bank_report_lines (lane, key) WHERE is_matched;
      CREATE INDEX bank_report_lines_report_idx ON bank_report_lines (report_id, position);

      CREATE FUNCTION bank_instructions_leave_once() RETURNS trigger LANGUAGE plpgsql
        SET search_path = ganpei, pg_temp AS $$
      BEGIN
        IF OLD.file_id IS NULL AND EXISTS (SELECT FROM bank_files WHERE id = NEW.file_id AND status = 'waiting') THEN
          RETURN NEW;
        END IF;
        IF NEW.file_id IS NULL AND EXISTS (SELECT FROM bank_files WHERE id = OLD.file_id AND status = 'discarded') THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'bank instruction % is in a file already', OLD.key
          USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_instructions_leave_once';
      END $$;
      CREATE TRIGGER bank_instructions_leave_once BEFORE UPDATE ON bank_instructions
        FOR EACH ROW EXECUTE FUNCTION bank_instructions_leave_once();

      CREATE FUNCTION bank_files_add_up() RETURNS trigger LANGUAGE plpgsql
        SET search_path = ganpei, pg_temp AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM bank_instructions i WHERE i.file_id = NEW.id
             HAVING count(*) = NEW.instruction_count AND sum(i.amount_minor) = NEW.control_sum_minor
                AND min(i.currency) = NEW.currency AND max(i.currency) = NEW.currency) THEN
          RAISE EXCEPTION 'bank file % is not the sum of its instructions', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_files_add_up';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER bank_files_add_up AFTER INSERT ON bank_files
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_files_add_up();

      CREATE FUNCTION bank_files_by_two() RETURNS trigger LANGUAGE plpgsql
        SET search_path = ganpei, pg_temp AS $$
      BEGIN
        IF OLD.status = 'waiting' AND NEW.status = 'released'
           AND (SELECT count(DISTINCT r.person_id) FROM bank_file_releases r
                 WHERE r.file_id = OLD.id AND r.verdict = 'release' AND r.digest = OLD.digest) >= 2 THEN
          RETURN NEW;
        END IF;
        IF OLD.status = 'waiting' AND NEW.status = 'discarded'
           AND EXISTS (SELECT FROM bank_file_releases r WHERE r.file_id = OLD.id AND r.verdict = 'discard') THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'bank file % goes out by the word of two persons', OLD.id
          USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_files_by_two';
      END $$;
      CREATE TRIGGER bank_files_by_two BEFORE UPDATE ON bank_files
        FOR EACH ROW EXECUTE FUNCTION bank_files_by_two();

      CREATE FUNCTION bank_file_releases_by_person() RETURNS trigger LANGUAGE plpgsql
        SET search_path = ganpei, pg_temp AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM users WHERE id = NEW.user_id AND person_id = NEW.person_id) THEN
          RAISE EXCEPTION 'account % is not of person %', NEW.user_id, NEW.person_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_file_releases_by_person';
        END IF;
        IF NOT EXISTS (SELECT FROM bank_files WHERE id = NEW.file_id AND status = 'waiting' FOR UPDATE) THEN
          RAISE EXCEPTION 'bank file % does not wait any more', NEW.file_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_file_releases_waiting';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER bank_file_releases_by_person BEFORE INSERT ON bank_file_releases
        FOR EACH ROW EXECUTE FUNCTION bank_file_releases_by_person();

      CREATE TRIGGER bank_file_releases_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_file_releases
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER bank_report_lines_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_report_lines
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    `);
    await runner.query(REPORTS_BY_TWO);
    await runner.query(`
      GRANT SELECT, INSERT ON bank_files, bank_instructions, bank_file_releases, bank_reports, bank_report_lines,
        bank_report_releases TO ganpei_app;
      GRANT UPDATE (status) ON bank_files, bank_reports TO ganpei_app;
      GRANT UPDATE (file_id) ON bank_instructions TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: what went to the bank is kept.'));
  }
}

const REPORTS_BY_TWO = `
  CREATE FUNCTION bank_report_lines_wait() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM bank_reports WHERE id = NEW.report_id AND status = 'waiting') THEN
      RAISE EXCEPTION 'bank report % would end a payout, and waits for nobody', NEW.report_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_report_lines_wait';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER bank_report_lines_wait BEFORE INSERT ON bank_report_lines FOR EACH ROW
    WHEN (NEW.is_matched AND NEW.word IN ('completed', 'rejected', 'booked', 'returned'))
    EXECUTE FUNCTION bank_report_lines_wait();

  CREATE FUNCTION bank_report_releases_by_another() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM users WHERE id = NEW.user_id AND person_id = NEW.person_id) THEN
      RAISE EXCEPTION 'account % is not of person %', NEW.user_id, NEW.person_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_report_releases_by_person';
    END IF;
    IF NOT EXISTS (SELECT FROM bank_reports WHERE id = NEW.report_id AND status = 'waiting' FOR UPDATE) THEN
      RAISE EXCEPTION 'bank report % does not wait any more', NEW.report_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_report_releases_waiting';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER bank_report_releases_by_another BEFORE INSERT ON bank_report_releases
    FOR EACH ROW EXECUTE FUNCTION bank_report_releases_by_another();

  CREATE FUNCTION bank_reports_by_two() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF OLD.status = 'waiting' AND EXISTS (SELECT FROM bank_report_releases r WHERE r.report_id = OLD.id
         AND r.digest = OLD.sha256
         AND CASE NEW.status WHEN 'released'
               THEN r.verdict = 'release' AND r.person_id <> person_of(OLD.taken_by) AND r.person_id <> OLD.taken_by_person
               ELSE r.verdict = 'discard' END) THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'bank report % counts by the word of another person', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_reports_by_two';
  END $$;
  CREATE TRIGGER bank_reports_by_two BEFORE UPDATE ON bank_reports
    FOR EACH ROW EXECUTE FUNCTION bank_reports_by_two();
  CREATE TRIGGER bank_report_releases_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_report_releases
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
