import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People who sign in, the answers kept for idempotent requests, long-running operations, and the
 * audit trail. `refuse_change` is the second fence around every append-only table: the first is
 * that the application's role has no UPDATE or DELETE there.
 */
export class Platform1790000000000 implements MigrationInterface {
  readonly name = 'Platform1790000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'rows of % are only ever inserted', TG_TABLE_NAME
          USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'append_only';
      END $$;

      CREATE TABLE users (
        id text CONSTRAINT users_pk PRIMARY KEY,
        username text NOT NULL CONSTRAINT users_username_key UNIQUE,
        password_hash text NOT NULL,
        name text NOT NULL,
        role text NOT NULL CONSTRAINT users_role_check CHECK (role IN
          ('claimant', 'reviewer', 'approver', 'agent', 'auditor', 'operator', 'institution')),
        party_id text,
        demo boolean NOT NULL DEFAULT false,
        disabled_at timestamptz,
        created_at timestamptz NOT NULL,
        CONSTRAINT users_claimant_has_party CHECK (role <> 'claimant' OR party_id IS NOT NULL)
      );

      CREATE TABLE idempotency_keys (
        lane smallint NOT NULL,
        principal text NOT NULL,
        route text NOT NULL,
        key text NOT NULL,
        fingerprint text NOT NULL,
        status smallint NOT NULL,
        body jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT idempotency_keys_pk PRIMARY KEY (lane, principal, route, key)
      );

      CREATE TABLE operations (
        id text CONSTRAINT operations_pk PRIMARY KEY,
        kind text NOT NULL,
        status text NOT NULL CONSTRAINT operations_status_check CHECK (status IN
          ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
        input jsonb NOT NULL,
        done bigint NOT NULL DEFAULT 0,
        total bigint,
        unit text NOT NULL,
        phase text NOT NULL,
        result jsonb,
        problem jsonb,
        started_by text NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE INDEX operations_open_idx ON operations (updated_at) WHERE status IN ('queued', 'running');

      CREATE TABLE operation_rejections (
        operation_id text NOT NULL,
        line_number bigint NOT NULL,
        reason_code text NOT NULL,
        reason jsonb NOT NULL,
        raw text NOT NULL,
        CONSTRAINT operation_rejections_pk PRIMARY KEY (operation_id, line_number, reason_code),
        CONSTRAINT operation_rejections_operation_fk FOREIGN KEY (operation_id) REFERENCES operations (id)
      );

      CREATE TABLE audit_records (
        lane smallint NOT NULL,
        id text NOT NULL,
        at timestamptz NOT NULL,
        actor_id text NOT NULL,
        actor_role text NOT NULL,
        action text NOT NULL,
        object_id text NOT NULL,
        reason text,
        request_id text,
        facts jsonb NOT NULL,
        CONSTRAINT audit_records_pk PRIMARY KEY (lane, id)
      );
      CREATE INDEX audit_records_object_idx ON audit_records (lane, object_id);
      CREATE TRIGGER audit_records_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_records
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      GRANT SELECT, INSERT, UPDATE ON users, operations TO ganpei_app;
      GRANT SELECT, INSERT, DELETE ON idempotency_keys TO ganpei_app;
      GRANT SELECT, INSERT, DELETE ON operation_rejections TO ganpei_app;
      GRANT SELECT, INSERT ON audit_records TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(
      new Error('Forward only: dropping these tables would lose the audit trail.'),
    );
  }
}
