import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { DomainError } from '@app/kernel';
import { LogQueries } from '@app/ledger';
import { Allow, UnitOfWork } from '@app/platform';

import { required } from '../http/not-found';
import { presentProof } from './present-proof';

const SEALED_EACH_S = 1;

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/ledger/journals')
export class ProofsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: LogQueries,
  ) {}

  /**
   * Proves a journal to be in the log under a signed checkpoint: SHA-256(0x00 ‖ entry) is the leaf,
   * and the hashes lead from it to the root (RFC 9162 §2.1.3).
   */
  @Get(':id/proof')
  @Allow('ledger:read')
  async proof(@Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const proof = await this.log.proof(reads, id);
    if (proof === null) {
      required((await this.log.isPosted(reads, id)) ? id : null);
      throw notSealedYet(id);
    }
    return presentProof(id, proof);
  }
}

function notSealedYet(journalId: string): DomainError {
  return new DomainError(
    'conflict',
    'ledger.not_sealed_yet',
    {
      en: 'This journal is posted, and the log takes it in within seconds. Ask again in a moment.',
      'zh-CN': '该分录已入账，数秒内将写入日志，请稍后再试。',
    },
    { journalId, retryAfterSeconds: SEALED_EACH_S },
  );
}
