import { Readable } from 'node:stream';

import { Injectable, Logger } from '@nestjs/common';

import { Clock, DomainError } from '@app/kernel';
import { FileStore, UnitOfWork } from '@app/platform';

import { LOCALES } from '../domain/letter/letter';
import type { Locale } from '../domain/letter/letter';
import { DecisionLetters } from '../letter/decision-letters';
import { LetterPress } from '../letter/letter-press';
import { LetterQueries } from '../letter/letter.queries';
import { DecisionLetterEntity } from '../persistence/decision-letter.entity';
import type { DecisionEntity } from '../persistence/decision.entity';

const LETTER_BYTES_MAX = 20 * 1_024 * 1_024;

/**
 * Issues the letter on a final decision: it is printed when somebody asks for it first, in all
 * languages at once so that they say the same, and whoever asks later gets the same bytes, whatever
 * has changed on the claim since.
 */
@Injectable()
export class IssueLetter {
  private readonly logger = new Logger(IssueLetter.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly letters: DecisionLetters,
    private readonly press: LetterPress,
    private readonly queries: LetterQueries,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  /**
   * The letter as PDF, by the digest under which its file is kept. The decision must be final.
   * Safe to repeat and to run twice at once. `letter.file_unavailable` when its file is lost and
   * cannot be printed anew to the byte.
   */
  async run(decision: DecisionEntity, locale: Locale): Promise<DecisionLetterEntity> {
    const issued = await this.queries.issued(this.unitOfWork.reads, decision, locale);
    if (issued !== null && (await this.files.has(issued.sha256))) return issued;
    if (issued === null) return this.issue(decision, locale);
    const { sha256 } = await this.print(decision, locale);
    if (sha256 !== issued.sha256) throw unavailable();
    return issued;
  }

  private async issue(decision: DecisionEntity, locale: Locale): Promise<DecisionLetterEntity> {
    const printed: PrintedLetter[] = [];
    for (const language of LOCALES) printed.push(await this.print(decision, language));
    return this.record(decision, locale, printed);
  }

  private async print(decision: DecisionEntity, locale: Locale): Promise<PrintedLetter> {
    const letter = await this.letters.of(this.unitOfWork.reads, decision, locale);
    if (letter.draftMark !== null) throw new Error(`Decision ${decision.id} is not final.`);
    const { bytes, missingCharacters } = await this.press.print(letter);
    if (missingCharacters.length > 0) {
      this.logger.warn({
        event: 'letter.characters_missing',
        decisionId: decision.id,
        codePoints: missingCharacters.map((character) => character.codePointAt(0)?.toString(16)),
      });
    }
    return { locale, ...(await this.files.put(Readable.from([bytes]), LETTER_BYTES_MAX)) };
  }

  /** Of two who print at once the first one's letters are the letters. */
  private async record(
    { lane, id: decisionId }: DecisionEntity,
    locale: Locale,
    printed: readonly PrintedLetter[],
  ): Promise<DecisionLetterEntity> {
    const issuedAt = this.clock.now();
    return this.unitOfWork.transaction(async (tx) => {
      await tx
        .createQueryBuilder()
        .insert()
        .into(DecisionLetterEntity)
        .values(printed.map((file) => ({ lane, decisionId, ...file, issuedAt })))
        .orIgnore()
        .execute();
      const issued = await this.queries.issued(tx, { lane, id: decisionId }, locale);
      if (issued === null) throw new Error(`The letter on ${decisionId} was not recorded.`);
      return issued;
    });
  }
}

interface PrintedLetter {
  readonly locale: Locale;
  readonly sha256: string;
  readonly sizeBytes: number;
}

function unavailable(): DomainError {
  return new DomainError('unavailable', 'letter.file_unavailable', {
    en: 'The letter is not on this machine at the moment. Its digest is on record; call us, and we send you the letter.',
    'zh-CN': '该决定书当前不在本机，其摘要有记录。请来电，我们会将决定书发送给您。',
  });
}
