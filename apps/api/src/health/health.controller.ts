import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { Clock, DomainError } from '@app/kernel';
import { LogQueries, judgeLog } from '@app/ledger';
import type { LogState } from '@app/ledger';
import { restingRails } from '@app/payouts';
import { Public, UnitOfWork } from '@app/platform';

import { presentLog, sealingStopped } from './present-log';

@ApiTags('health')
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: LogQueries,
    private readonly clock: Clock,
  ) {}

  /** Whether the process lives. */
  @Get('healthz')
  alive(): object {
    return { status: 'ok' };
  }

  /**
   * Whether requests can be served: the database answers, and is the one whose checkpoints were
   * published. Late seals, places that refuse checkpoints, and rails that fall silent are told of
   * as `degraded`: no other replica would do better, and victims are not turned away for it.
   */
  @Get('readyz')
  async ready(): Promise<object> {
    const state = await this.stateOfLog();
    const readiness = judgeLog(state, this.clock.now());
    const ledger = presentLog(state, readiness);
    if (readiness.status === 'stopped') throw sealingStopped(ledger);
    const resting = await restingRails(this.unitOfWork.reads);
    const rails = resting.map(({ rail, openUntil }) => ({
      rail,
      restsUntil: openUntil.toISOString(),
    }));
    const isWell = readiness.status === 'ok' && rails.length === 0;
    const checks = { database: 'ok', ledger, ...(rails.length === 0 ? {} : { rails }) };
    return { status: isWell ? 'ok' : 'degraded', checks };
  }

  private async stateOfLog(): Promise<LogState> {
    try {
      return await this.log.state(this.unitOfWork.reads);
    } catch {
      throw new DomainError(
        'unavailable',
        'platform.database_unavailable',
        { en: 'The database does not answer.', 'zh-CN': '数据库没有响应。' },
        { retryAfterSeconds: 2 },
      );
    }
  }
}
