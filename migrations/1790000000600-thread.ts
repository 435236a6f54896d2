import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is said on a claim: messages with their files, notes that only staff see, and what was
 * blackened in either. All of it is only ever inserted: a redaction is a copy beside the original.
 * The phrase by which claimants know our messages is theirs to change.
 */
export class Thread1790000000600 implements MigrationInterface {
  readonly name = 'Thread1790000000600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MESSAGES);
    await runner.query(NOTES);
    await runner.query(PHRASES);
    await runner.query(`
      GRANT SELECT, INSERT ON messages, message_attachments, message_redactions, claim_notes,
        claim_note_redactions TO ganpei_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON claimant_phrases TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: what was said on a claim stays.'));
  }
}

const MESSAGES = `
  CREATE TABLE messages (
    lane smallint NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    direction text NOT NULL
      CONSTRAINT messages_direction_check CHECK (direction IN ('in', 'out')),
    channel text NOT NULL CONSTRAINT messages_channel_check CHECK (channel IN
      ('web', 'mail', 'phone', 'sms', 'im', 'system')),
    author_id text NOT NULL,
    author_role text NOT NULL,
    author_name text,
    body text NOT NULL,
    notice_key text,
    notice_params jsonb,
    in_reply_to text,
    trust text NOT NULL
      CONSTRAINT messages_trust_check CHECK (trust IN ('verified', 'unverified')),
    quoted text,
    at timestamptz NOT NULL,
    code text,
    caused_by text,
    CONSTRAINT messages_pk PRIMARY KEY (lane, id),
    CONSTRAINT messages_code_key UNIQUE (lane, code),
    CONSTRAINT messages_caused_by_key UNIQUE (lane, caused_by),
    CONSTRAINT messages_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id),
    CONSTRAINT messages_in_reply_to_fk FOREIGN KEY (lane, in_reply_to)
      REFERENCES messages (lane, id),
    -- What leaves us can be checked by its code; what comes in has none.
    CONSTRAINT messages_code_check CHECK ((direction = 'out') = (code IS NOT NULL)),
    CONSTRAINT messages_notice_check CHECK ((notice_key IS NULL) = (notice_params IS NULL))
  );
  CREATE INDEX messages_claim_idx ON messages (lane, claim_id, id);

  CREATE TABLE message_attachments (
    lane smallint NOT NULL,
    message_id text NOT NULL,
    position smallint NOT NULL,
    evidence_id text NOT NULL,
    name text NOT NULL,
    CONSTRAINT message_attachments_pk PRIMARY KEY (lane, message_id, position),
    CONSTRAINT message_attachments_evidence_key UNIQUE (lane, message_id, evidence_id),
    CONSTRAINT message_attachments_message_fk FOREIGN KEY (lane, message_id)
      REFERENCES messages (lane, id),
    CONSTRAINT message_attachments_evidence_fk FOREIGN KEY (lane, evidence_id)
      REFERENCES claim_evidence (lane, id)
  );

  CREATE TABLE message_redactions (
    lane smallint NOT NULL,
    message_id text NOT NULL,
    position smallint NOT NULL,
    body text NOT NULL,
    quoted text,
    reason text NOT NULL CONSTRAINT message_redactions_reason_check CHECK (length(reason) > 0),
    redacted_by text NOT NULL,
    redacted_by_role text NOT NULL,
    redacted_at timestamptz NOT NULL,
    CONSTRAINT message_redactions_pk PRIMARY KEY (lane, message_id, position),
    CONSTRAINT message_redactions_message_fk FOREIGN KEY (lane, message_id)
      REFERENCES messages (lane, id)
  );

  CREATE TRIGGER messages_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON messages
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER message_attachments_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON message_attachments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER message_redactions_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON message_redactions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

const NOTES = `
  CREATE TABLE claim_notes (
    lane smallint NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    author_id text NOT NULL,
    author_role text NOT NULL,
    author_name text NOT NULL,
    body text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT claim_notes_pk PRIMARY KEY (lane, id),
    -- The claimant has no notes, by whatever way one might come.
    CONSTRAINT claim_notes_staff_check CHECK (author_role <> 'claimant'),
    CONSTRAINT claim_notes_claim_fk FOREIGN KEY (lane, claim_id) REFERENCES claims (lane, id)
  );
  CREATE INDEX claim_notes_claim_idx ON claim_notes (lane, claim_id, id);

  CREATE TABLE claim_note_redactions (
    lane smallint NOT NULL,
    note_id text NOT NULL,
    position smallint NOT NULL,
    body text NOT NULL,
    reason text NOT NULL CONSTRAINT claim_note_redactions_reason_check CHECK (length(reason) > 0),
    redacted_by text NOT NULL,
    redacted_by_role text NOT NULL,
    redacted_at timestamptz NOT NULL,
    CONSTRAINT claim_note_redactions_pk PRIMARY KEY (lane, note_id, position),
    CONSTRAINT claim_note_redactions_note_fk FOREIGN KEY (lane, note_id)
      REFERENCES claim_notes (lane, id)
  );

  CREATE TRIGGER claim_notes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_notes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER claim_note_redactions_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_note_redactions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

const PHRASES = `
  CREATE TABLE claimant_phrases (
    lane smallint NOT NULL,
    party_id text NOT NULL,
    phrase text NOT NULL CONSTRAINT claimant_phrases_phrase_check CHECK (length(phrase) > 0),
    chosen_at timestamptz NOT NULL,
    CONSTRAINT claimant_phrases_pk PRIMARY KEY (lane, party_id)
  );`;
