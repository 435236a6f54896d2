import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log of events that other systems read: what happened on claims, in one order, each with a
 * position. An event gets its position after its commit and not within it, because commits do not
 * come in the order of ids: a reader that has read up to a position has missed nothing before it.
 */
export class Events1790000000650 implements MigrationInterface {
  readonly name = 'Events1790000000650';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UNNUMBERED);
    await runner.query(EVENTS);
    await runner.query(`
      GRANT SELECT, INSERT, DELETE ON unnumbered_events TO ganpei_app;
      GRANT SELECT, INSERT ON events TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: others keep the positions of events.'));
  }
}

const UNNUMBERED = `
  CREATE TABLE unnumbered_events (
    id text NOT NULL,
    lane smallint NOT NULL,
    CONSTRAINT unnumbered_events_pk PRIMARY KEY (id, lane)
  );

  -- Once for a statement, however many events it adds.
  CREATE FUNCTION claim_events_are_unnumbered() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    INSERT INTO unnumbered_events (id, lane) SELECT id, lane FROM added;
    RETURN NULL;
  END $$;
  CREATE TRIGGER claim_events_unnumbered AFTER INSERT ON claim_events
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION claim_events_are_unnumbered();

  -- What happened before there was a log of it gets its position, too.
  INSERT INTO unnumbered_events (id, lane) SELECT id, lane FROM claim_events;`;

const EVENTS = `
  CREATE TABLE events (
    position bigint NOT NULL,
    lane smallint NOT NULL,
    id text NOT NULL,
    -- Null for what happened to the house, and not on a claim.
    claim_id text,
    kind text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT events_pk PRIMARY KEY (position),
    CONSTRAINT events_id_key UNIQUE (lane, id),
    CONSTRAINT events_event_fk FOREIGN KEY (lane, claim_id, id)
      REFERENCES claim_events (lane, claim_id, id),
    CONSTRAINT events_position_check CHECK (position > 0)
  );
  CREATE INDEX events_claim_idx ON events (lane, claim_id, position);
  CREATE INDEX events_kind_idx ON events (kind, position);

  CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
