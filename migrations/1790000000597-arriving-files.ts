import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people send in a day, files that perhaps no record names, and the one place that says which
 * files are named: a later table that names one adds itself to the view. Kept answers to repeated
 * requests are found by their age, and claims by their ids, whatever their lane.
 */
export class ArrivingFiles1790000000597 implements MigrationInterface {
  readonly name = 'ArrivingFiles1790000000597';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE evidence_arrivals (
        id text NOT NULL,
        person_id text NOT NULL,
        size_bytes integer NOT NULL,
        arrived_at timestamptz NOT NULL,
        CONSTRAINT evidence_arrivals_pk PRIMARY KEY (id)
      );
      CREATE INDEX evidence_arrivals_person_idx ON evidence_arrivals (person_id, arrived_at);

      CREATE TABLE provisional_files (
        sha256 text NOT NULL,
        since timestamptz NOT NULL,
        removed_at timestamptz,
        CONSTRAINT provisional_files_pk PRIMARY KEY (sha256)
      );
      CREATE INDEX provisional_files_since_idx ON provisional_files (since);

      CREATE INDEX claim_evidence_preparations_copy_idx
        ON claim_evidence_preparations (copy_sha256) WHERE copy_sha256 IS NOT NULL;
      CREATE INDEX claim_draft_files_sha256_idx ON claim_draft_files (sha256);
      CREATE INDEX decision_letters_sha256_idx ON decision_letters (sha256);

      CREATE VIEW named_files (sha256) AS
        SELECT sha256 FROM claim_evidence
        UNION ALL SELECT copy_sha256 FROM claim_evidence_preparations WHERE copy_sha256 IS NOT NULL
        UNION ALL SELECT sha256 FROM claim_draft_files
        UNION ALL SELECT sha256 FROM decision_letters;

      -- Staff list claims of all lanes, newest first, also of one status.
      CREATE INDEX claims_id_idx ON claims (id);
      CREATE INDEX claims_status_id_idx ON claims (status, id);

      CREATE INDEX idempotency_keys_created_idx ON idempotency_keys (created_at);

      GRANT SELECT, INSERT, UPDATE, DELETE ON evidence_arrivals, provisional_files TO ganpei_app;
      GRANT SELECT ON named_files TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: files that nobody names would stay for good.'));
  }
}
