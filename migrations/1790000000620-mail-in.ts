import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Mails that come in. A row is committed before its sender is told that we have it; what is read of
 * it is filled in once, and its files are only ever inserted. Answers to people without a claim
 * stand here, because there is no thread for them to stand on. Also which account of a chat belongs
 * to which claim.
 */
export class MailIn1790000000620 implements MigrationInterface {
  readonly name = 'MailIn1790000000620';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MAILS);
    await runner.query(CHATS);
    await runner.query(NAMED_FILES);
    await runner.query(`
      GRANT SELECT, INSERT ON inbound_mails, inbound_mail_files, mail_answers, chat_links
        TO ganpei_app;
      GRANT UPDATE (state, due_at, reason, from_address, from_name, subject, body, content_key,
        claim_id, message_id, draft_id, read_at, settled_by, settled_at)
        ON inbound_mails TO ganpei_app;
      GRANT UPDATE (due_at, sent_at) ON mail_answers TO ganpei_app;
      GRANT UPDATE (claim_id, linked_at) ON chat_links TO ganpei_app;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Forward only: mails that we took are kept.'));
  }
}

const MAILS = `
  CREATE TABLE inbound_mails (
    lane smallint NOT NULL,
    id text NOT NULL,
    key text NOT NULL,
    sha256 text NOT NULL,
    size_bytes integer NOT NULL,
    envelope_from text NOT NULL,
    recipient text NOT NULL,
    received_at timestamptz NOT NULL,
    state text NOT NULL CONSTRAINT inbound_mails_state_check CHECK (state IN
      ('received', 'filed', 'held', 'accepted', 'unclaimed', 'drafted', 'report', 'automatic', 'own', 'repeated', 'unreadable')),
    due_at timestamptz,
    reason text,
    from_address text,
    from_name text,
    subject text,
    body text,
    content_key text,
    claim_id text,
    message_id text,
    draft_id text,
    read_at timestamptz,
    settled_by text,
    settled_at timestamptz,
    CONSTRAINT inbound_mails_pk PRIMARY KEY (lane, id),
    -- A mail that is sent again because its sender missed our answer is the one that we have.
    CONSTRAINT inbound_mails_key_key UNIQUE (lane, key),
    CONSTRAINT inbound_mails_due_check CHECK ((state = 'received') = (due_at IS NOT NULL))
  );
  CREATE INDEX inbound_mails_due_idx ON inbound_mails (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX inbound_mails_state_idx ON inbound_mails (state, id);
  CREATE INDEX inbound_mails_from_idx ON inbound_mails (from_address, received_at)
    WHERE from_address IS NOT NULL;
  CREATE INDEX inbound_mails_content_idx ON inbound_mails (lane, content_key)
    WHERE content_key IS NOT NULL;

  CREATE TABLE inbound_mail_files (
    lane smallint NOT NULL,
    inbound_mail_id text NOT NULL,
    position smallint NOT NULL,
    name text NOT NULL,
    sha256 text,
    media_type text,
    size_bytes integer NOT NULL,
    refused_code text,
    refused_text jsonb,
    CONSTRAINT inbound_mail_files_pk PRIMARY KEY (lane, inbound_mail_id, position),
    CONSTRAINT inbound_mail_files_refused_check CHECK
      ((sha256 IS NULL) = (refused_code IS NOT NULL)),
    CONSTRAINT inbound_mail_files_mail_fk FOREIGN KEY (lane, inbound_mail_id)
      REFERENCES inbound_mails (lane, id)
  );
  CREATE TRIGGER inbound_mail_files_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON inbound_mail_files
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

  CREATE TABLE mail_answers (
    lane smallint NOT NULL,
    inbound_mail_id text NOT NULL,
    kind text NOT NULL
      CONSTRAINT mail_answers_kind_check CHECK (kind IN ('new', 'held', 'unreadable')),
    to_address text NOT NULL,
    language text NOT NULL
      CONSTRAINT mail_answers_language_check CHECK (language IN ('zh-CN', 'en')),
    code text NOT NULL,
    created_at timestamptz NOT NULL,
    due_at timestamptz,
    sent_at timestamptz,
    CONSTRAINT mail_answers_code_key UNIQUE (lane, code),
    CONSTRAINT mail_answers_pk PRIMARY KEY (lane, inbound_mail_id),
    CONSTRAINT mail_answers_mail_fk FOREIGN KEY (lane, inbound_mail_id)
      REFERENCES inbound_mails (lane, id)
  );
  CREATE INDEX mail_answers_due_idx ON mail_answers (due_at) WHERE due_at IS NOT NULL;`;

/** The raw mails, and their files, are no more let go of than evidence is. */
const NAMED_FILES = `
  CREATE INDEX inbound_mails_sha256_idx ON inbound_mails (sha256);
  CREATE INDEX inbound_mail_files_sha256_idx ON inbound_mail_files (sha256)
    WHERE sha256 IS NOT NULL;
  CREATE OR REPLACE VIEW named_files (sha256) AS
    SELECT sha256 FROM claim_evidence
    UNION ALL SELECT copy_sha256 FROM claim_evidence_preparations WHERE copy_sha256 IS NOT NULL
    UNION ALL SELECT sha256 FROM claim_draft_files
    UNION ALL SELECT sha256 FROM decision_letters
    UNION ALL SELECT sha256 FROM inbound_mails
    UNION ALL SELECT sha256 FROM inbound_mail_files WHERE sha256 IS NOT NULL
    UNION ALL SELECT sha256 FROM bank_reports;`;

const CHATS = `
  CREATE TABLE chat_links (
    lane smallint NOT NULL,
    channel text NOT NULL,
    user_id text NOT NULL,
    claim_id text NOT NULL,
    linked_at timestamptz NOT NULL,
    CONSTRAINT chat_links_pk PRIMARY KEY (lane, channel, user_id)
  );
  CREATE INDEX chat_links_claim_idx ON chat_links (claim_id);`;
