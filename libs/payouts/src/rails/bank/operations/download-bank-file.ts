import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { HOUSE_LANE } from '@app/kernel';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { fileNotFound, notReleased } from '../bank-refusals';
import { BankFileEntity } from '../persistence/bank-file.entity';

/** Gives out the bytes of a released file, and writes down to whom. */
@Injectable()
export class DownloadBankFile {
  constructor(
    private readonly standing: AccountStanding,
    private readonly audit: AuditTrail,
  ) {}

  /** `bank.not_released` before two persons have let it go. */
  async run(tx: Tx, actor: Actor, id: string): Promise<Buffer> {
    await this.standing.require(tx, actor);
    const file = await tx
      .createQueryBuilder(BankFileEntity, 'file')
      .addSelect('file.content')
      .where('file.id = :id', { id })
      .getOne();
    if (file === null) throw fileNotFound();
    if (file.status !== 'released') throw notReleased();
    const content = Buffer.from(file.content, 'utf8');
    const { digest } = file;
    if (createHash('sha256').update(content).digest('hex') !== digest) {
      throw new Error(`Bank file ${id} is not what was released.`);
    }
    await this.audit.record(tx, {
      ...{ lane: HOUSE_LANE, actor, action: 'bank_file.downloaded', objectId: id },
      facts: { digest },
    });
    return content;
  }
}
