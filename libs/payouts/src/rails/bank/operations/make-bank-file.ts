import { createHash } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE, newId } from '@app/kernel';
import { Money } from '@app/money';
import { AccountStanding, CONFIG } from '@app/platform';
import type { Actor, BankConfig, Config, Tx } from '@app/platform';

import { noBank, nothingWaiting } from '../bank-refusals';
import { OPEN_PAYOUT } from '../open-payout';
import { BankFileEntity } from '../persistence/bank-file.entity';
import { BankInstructionEntity } from '../persistence/bank-instruction.entity';
import { writePain001 } from '../write-pain001';
import type { PainTransfer } from '../write-pain001';

/** What banks take at once, and what one person can look through. The rest waits for the next. */
export const INSTRUCTIONS_MAX = 5_000;

/** Makes a file of the instructions of one currency that wait, and puts each into no other. */
@Injectable()
export class MakeBankFile {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly standing: AccountStanding,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Two who press at once come one after the other; the second one has what is left, or
   * `bank.nothing_waiting`. `bank.not_configured` where none is configured.
   */
  async run(tx: Tx, actor: Actor, { currency }: { currency: string }): Promise<BankFileEntity> {
    const bank = this.config.rails.bank;
    if (bank === null) throw noBank();
    await this.standing.require(tx, actor);
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `bank file ${currency}`,
    ]);
    const [first, ...rest] = await this.waiting(tx, currency);
    if (first === undefined) throw nothingWaiting(currency);
    const file = fileOf(bank, [first, ...rest], {
      id: newId('bkf', HOUSE_LANE),
      ...{ madeBy: actor.id, madeByPerson: actor.personId, madeAt: this.clock.now() },
    });
    await tx.insert(BankFileEntity, file);
    await this.takeAlong(tx, [first, ...rest], file.id);
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'bank_file.made',
      objectId: file.id,
      facts: {
        digest: file.digest,
        currency,
        controlSumMinor: file.controlSumMinor.toString(),
        count: file.instructionCount,
      },
    });
    return file;
  }

  /** Whoever was given up on by people meanwhile is not paid by a file. */
  private async waiting(tx: Tx, currency: string): Promise<BankInstructionEntity[]> {
    return tx
      .createQueryBuilder(BankInstructionEntity, 'instruction')
      .where('instruction.fileId IS NULL AND instruction.currency = :currency', { currency })
      .andWhere(`EXISTS (${OPEN_PAYOUT})`)
      .orderBy('instruction.createdAt', 'ASC')
      .addOrderBy('instruction.key', 'ASC')
      .limit(INSTRUCTIONS_MAX)
      .setLock('pessimistic_write')
      .getMany();
  }

  private async takeAlong(
    tx: Tx,
    instructions: readonly BankInstructionEntity[],
    fileId: string,
  ): Promise<void> {
    await tx.query(
      `UPDATE bank_instructions SET file_id = $1
        WHERE (lane, key) IN (SELECT * FROM unnest($2::smallint[], $3::text[]))`,
      [fileId, instructions.map(({ lane }) => lane), instructions.map(({ key }) => key)],
    );
  }
}

function fileOf(
  bank: BankConfig,
  instructions: readonly [BankInstructionEntity, ...BankInstructionEntity[]],
  made: Pick<BankFileEntity, 'id' | 'madeBy' | 'madeByPerson' | 'madeAt'>,
): BankFileEntity {
  const [first, ...rest] = instructions;
  const content = writePain001(
    {
      messageId: made.id.replace('_', ''),
      madeAt: made.madeAt,
      transfers: [transferOf(first), ...rest.map(transferOf)],
    },
    bank,
  );
  return {
    ...made,
    currency: first.currency,
    controlSumMinor: instructions.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    instructionCount: instructions.length,
    messageName: `pain.001.001.${bank.painVersion}`,
    digest: createHash('sha256').update(content).digest('hex'),
    content,
    status: 'waiting',
  };
}

function transferOf(instruction: BankInstructionEntity): PainTransfer {
  const { key, payoutId: reference, account, holderName, bank } = instruction;
  const money = Money.of(instruction.amountMinor, instruction.currency);
  return { key, reference, money, account, holderName, bank };
}
