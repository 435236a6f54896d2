import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A number of the bank that people type is the same number with a blank behind it, in small
 * letters, in full width or with another dash: typed otherwise it received its money once more.
 */
export class BankNumbers1790000000832 implements MigrationInterface {
  readonly name = 'BankNumbers1790000000832';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NUMBERS);
    await runner.query(ONCE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER bank_references_typed_once ON bank_references;
      DROP FUNCTION bank_references_typed_once;
      DROP INDEX bank_references_number_idx, receipt_proposals_number_idx;
      DROP FUNCTION bank_number;`);
  }
}

/** Without what nobody sees or says, and with all dashes alike. */
const NUMBERS = String.raw`
  CREATE FUNCTION bank_number(reference text) RETURNS text LANGUAGE sql IMMUTABLE
    SET search_path = ganpei, pg_temp AS $$
    SELECT upper(regexp_replace(
      regexp_replace(normalize(reference, NFKC), '[\s\u00AD\u200B-\u200F\u2060\uFEFF]', '', 'g'),
      '[\u2010-\u2015\u2212]', '-', 'g'))
  $$;
  CREATE INDEX bank_references_number_idx ON bank_references (rail, bank_number(reference));
  CREATE INDEX receipt_proposals_number_idx ON receipt_proposals (bank_number(reference));`;

/** A line of a statement has its number as the bank writes it: two lines are two of them. */
const ONCE = `
  CREATE FUNCTION bank_references_typed_once() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(
      'bank number ' || NEW.rail || ' ' || bank_number(NEW.reference), 0));
    IF EXISTS (SELECT FROM bank_references b WHERE b.rail = NEW.rail
         AND bank_number(b.reference) = bank_number(NEW.reference)
         AND b.reference <> NEW.reference AND (NEW.line_id IS NULL OR b.line_id IS NULL)) THEN
      RAISE EXCEPTION 'the payment % of the bank was received already', NEW.reference
        USING ERRCODE = 'unique_violation', CONSTRAINT = 'bank_references_once';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER bank_references_typed_once BEFORE INSERT ON bank_references
    FOR EACH ROW EXECUTE FUNCTION bank_references_typed_once();`;
