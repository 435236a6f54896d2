import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where two people say the same, whoever turns out to be the first one is not the second: the
 * person behind an account is the one that is known now, and not the one that was written down when
 * the first word was given.
 */
export class PersonsAsKnown1790000000830 implements MigrationInterface {
  readonly name = 'PersonsAsKnown1790000000830';

  async up(runner: QueryRunner): Promise<void> {
    for (const word of SECOND_WORDS) await runner.query(ofAnotherPerson(word));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table } of SECOND_WORDS) {
      await runner.query(`
        DROP TRIGGER ${table}_as_known ON ${table};
        DROP FUNCTION ${table}_as_known;`);
    }
  }
}

/** A word that counts as that of another person than those before it. */
interface SecondWord {
  readonly table: string;
  /** Whose account it is. */
  readonly by: 'user_id' | 'approver_id';
  /** The accounts whose words it is added to. */
  readonly first: string;
  /** Which rows are such a word; all where it is left out. */
  readonly when?: string;
}

const verdictOn = (table: string, verdicts: string, subject: string): SecondWord => ({
  ...{ table: verdicts, by: 'approver_id', when: `NEW.verdict = 'approve'` },
  first: `SELECT p.proposed_by FROM ${table} p WHERE p.lane = NEW.lane AND ${subject}`,
});

const SECOND_WORDS: readonly SecondWord[] = [
  {
    ...{ table: 'break_words', by: 'user_id' },
    first: `SELECT w.user_id FROM break_words w
      WHERE (w.break_id, w.how, w.against) = (NEW.break_id, NEW.how, NEW.against)`,
  },
  {
    ...{ table: 'break_undo_words', by: 'user_id' },
    first: 'SELECT w.user_id FROM break_undo_words w WHERE w.break_id = NEW.break_id',
  },
  {
    ...{ table: 'match_words', by: 'user_id' },
    first: 'SELECT w.user_id FROM match_words w WHERE w.match_id = NEW.match_id',
  },
  {
    ...{ table: 'statement_withdrawal_words', by: 'user_id', when: `NEW.word = 'approve'` },
    first: `SELECT w.user_id FROM statement_withdrawal_words w
      WHERE w.statement_id = NEW.statement_id AND w.number = NEW.number AND w.word = 'propose'`,
  },
  {
    ...{ table: 'bank_file_releases', by: 'user_id', when: `NEW.verdict = 'release'` },
    first: `SELECT w.user_id FROM bank_file_releases w
      WHERE w.file_id = NEW.file_id AND w.verdict = 'release' AND w.digest = NEW.digest`,
  },
  verdictOn(
    'recovery_proposals',
    'recovery_verdicts',
    'p.recovery_id = NEW.recovery_id AND p.number = NEW.number',
  ),
  verdictOn('receipt_proposals', 'receipt_verdicts', 'p.id = NEW.proposal_id'),
  verdictOn('receipt_match_proposals', 'receipt_match_verdicts', 'p.id = NEW.proposal_id'),
  verdictOn(
    'award_take_backs',
    'award_take_back_verdicts',
    'p.claim_id = NEW.claim_id AND p.number = NEW.number',
  ),
];

function ofAnotherPerson({ table, by, first, when }: SecondWord): string {
  return `
  CREATE FUNCTION ${table}_as_known() RETURNS trigger LANGUAGE plpgsql
    SET search_path = ganpei, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT FROM (${first}) AS said (account)
         WHERE person_of(said.account) = person_of(NEW.${by})) THEN
      RAISE EXCEPTION 'account % is of a person who has said so already', NEW.${by}
        USING ERRCODE = 'check_violation', CONSTRAINT = '${table}_other_eyes';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER ${table}_as_known BEFORE INSERT ON ${table}
    FOR EACH ROW ${when === undefined ? '' : `WHEN (${when})`} EXECUTE FUNCTION ${table}_as_known();`;
}
