import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Letters on final decisions as they were issued. The file lies in the file store; its digest lies
 * here for good, so that a letter that somebody holds in their hand can be told from a forged one.
 */
export class Letters1790000000420 implements MigrationInterface {
  readonly name = 'Letters1790000000420';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE decision_letters (
        lane smallint NOT NULL,
        decision_id text NOT NULL,
        locale text NOT NULL CONSTRAINT decision_letters_locale_check CHECK (locale IN ('zh-CN', 'en')),
        sha256 text NOT NULL,
        size_bytes integer NOT NULL CONSTRAINT decision_letters_size_check CHECK (size_bytes > 0),
        issued_at timestamptz NOT NULL,
        CONSTRAINT decision_letters_pk PRIMARY KEY (lane, decision_id, locale),
        CONSTRAINT decision_letters_decision_fk FOREIGN KEY (lane, decision_id) REFERENCES decisions (lane, id)
      );
      CREATE TRIGGER decision_letters_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decision_letters
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON decision_letters TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: letters that were issued are kept.'));
  }
}
