import { Readable } from 'node:stream';

import { Injectable, Logger } from '@nestjs/common';

import { Clock, DomainError } from '@app/kernel';
import { FileStore, UnitOfWork } from '@app/platform';

import type { Locale } from '../domain/letter/letter';
import { DecisionLetters } from '../letter/decision-letters';
import { LetterPress } from '../letter/letter-press';
import { LetterQueries } from '../letter.queries';
import { DecisionLetterEntity } from '../persistence/decision-letter.entity';
import type { DecisionEntity } from '../persistence/decision.entity';

const LETTER_BYTES_MAX = 20 * 1_024 * 1_024;

/**
 * Issues the letter on a final decision: it is printed when somebody asks for it first, and whoever
 * asks later gets the same bytes, whatever has changed on the claim since.
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
    const printed = await this.print(decision, locale);
    if (issued === null) return this.record(decision, locale, printed);
    if (printed.sha256 !== issued.sha256) throw unavailable();
    return issued;
  }

  private async print(
    decision: DecisionEntity,
    locale: Locale,
  ): Promise<{ readonly sha256: string; readonly sizeBytes: number }> {
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
    return this.files.put(Readable.from([bytes]), LETTER_BYTES_MAX);
  }

  /** Of two who print at once the first one's letter is the letter. */
  private async record(
    { lane, id: decisionId }: DecisionEntity,
    locale: Locale,
    file: { readonly sha256: string; readonly sizeBytes: number },
  ): Promise<DecisionLetterEntity> {
    return this.unitOfWork.transaction(async (tx) => {
      await tx
        .createQueryBuilder()
        .insert()
        .into(DecisionLetterEntity)
        .values({ lane, decisionId, locale, ...file, issuedAt: this.clock.now() })
        .orIgnore()
        .execute();
      const issued = await this.queries.issued(tx, { lane, id: decisionId }, locale);
      if (issued === null) throw new Error(`The letter on ${decisionId} was not recorded.`);
      return issued;
    });
  }
}

function unavailable(): DomainError {
  return new DomainError('unavailable', 'letter.file_unavailable', {
    en: 'The letter is not on this machine at the moment. Its digest is on record; call us, and we send you the letter.',
    'zh-CN': '该决定书当前不在本机，其摘要有记录。请来电，我们会将决定书发送给您。',
  });
}
