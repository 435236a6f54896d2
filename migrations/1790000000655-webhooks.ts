import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Events that are posted to other systems: the addresses, what each of them is owed, and each try.
 * A stream is what one address is owed of one claim; its row is the lock and the bell of it.
 */
export class Webhooks1790000000655 implements MigrationInterface {
  readonly name = 'Webhooks1790000000655';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ENDPOINTS);
    await runner.query(DELIVERIES);
    await runner.query(`
      GRANT SELECT, INSERT, UPDATE ON webhook_endpoints TO ganpei_app;
      GRANT SELECT, INSERT, UPDATE ON webhook_deliveries TO ganpei_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_streams TO ganpei_app;
      GRANT SELECT, INSERT ON webhook_attempts TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: what others were told stays on record.'));
  }
}

const ENDPOINTS = `
  CREATE TABLE webhook_endpoints (
    id text NOT NULL,
    url text NOT NULL,
    types text[] NOT NULL,
    sealed_secret text NOT NULL,
    previous_secret text,
    previous_until timestamptz,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    failing_since timestamptz,
    disabled_at timestamptz,
    disabled_for text CONSTRAINT webhook_endpoints_reason_check
      CHECK (disabled_for IN ('wish', 'gone', 'failing')),
    notice_due_at timestamptz,
    notice_sent_at timestamptz,
    deleted_at timestamptz,
    CONSTRAINT webhook_endpoints_pk PRIMARY KEY (id),
    CONSTRAINT webhook_endpoints_owner_fk FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT webhook_endpoints_previous_check
      CHECK ((previous_secret IS NULL) = (previous_until IS NULL)),
    CONSTRAINT webhook_endpoints_disabled_check
      CHECK ((disabled_at IS NULL) = (disabled_for IS NULL))
  );
  CREATE INDEX webhook_endpoints_owner_idx ON webhook_endpoints (created_by, id);
  CREATE INDEX webhook_endpoints_notice_idx ON webhook_endpoints (notice_due_at)
    WHERE notice_due_at IS NOT NULL;`;

const DELIVERIES = `
  CREATE TABLE webhook_deliveries (
    endpoint_id text NOT NULL,
    position bigint NOT NULL,
    claim_id text NOT NULL,
    state text NOT NULL CONSTRAINT webhook_deliveries_state_check
      CHECK (state IN ('pending', 'delivered', 'failed', 'cancelled')),
    tries integer NOT NULL DEFAULT 0,
    queued_at timestamptz NOT NULL,
    first_tried_at timestamptz,
    ended_at timestamptz,
    CONSTRAINT webhook_deliveries_pk PRIMARY KEY (endpoint_id, position),
    CONSTRAINT webhook_deliveries_endpoint_fk FOREIGN KEY (endpoint_id)
      REFERENCES webhook_endpoints (id),
    CONSTRAINT webhook_deliveries_event_fk FOREIGN KEY (position) REFERENCES events (position),
    CONSTRAINT webhook_deliveries_ended_check CHECK ((state = 'pending') = (ended_at IS NULL))
  );
  CREATE INDEX webhook_deliveries_pending_idx ON webhook_deliveries
    (endpoint_id, claim_id, position) WHERE state = 'pending';
  CREATE INDEX webhook_deliveries_queued_idx ON webhook_deliveries (queued_at)
    WHERE state = 'pending';
  CREATE INDEX webhook_deliveries_state_idx ON webhook_deliveries (endpoint_id, state, position);

  CREATE TABLE webhook_streams (
    endpoint_id text NOT NULL,
    claim_id text NOT NULL,
    next_try_at timestamptz NOT NULL,
    CONSTRAINT webhook_streams_pk PRIMARY KEY (endpoint_id, claim_id),
    CONSTRAINT webhook_streams_endpoint_fk FOREIGN KEY (endpoint_id)
      REFERENCES webhook_endpoints (id)
  );
  CREATE INDEX webhook_streams_due_idx ON webhook_streams (next_try_at);

  CREATE TABLE webhook_attempts (
    endpoint_id text NOT NULL,
    position bigint NOT NULL,
    number integer NOT NULL,
    at timestamptz NOT NULL,
    status smallint,
    problem text,
    took_ms integer NOT NULL,
    CONSTRAINT webhook_attempts_pk PRIMARY KEY (endpoint_id, position, number),
    CONSTRAINT webhook_attempts_delivery_fk FOREIGN KEY (endpoint_id, position)
      REFERENCES webhook_deliveries (endpoint_id, position)
  );
  CREATE TRIGGER webhook_attempts_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON webhook_attempts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
