import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { FundReportQueries } from '@app/accounting';
import type { FundWatched } from '@app/accounting';
import { Clock, DomainError } from '@app/kernel';
import { LogQueries, judgeLog } from '@app/ledger';
import type { LogState } from '@app/ledger';
import { restingRails } from '@app/payouts';
import { Public, REDIS_QUEUES, UnitOfWork } from '@app/platform';
import type { QueueStatus, RedisQueues } from '@app/platform';

import { presentLog, sealingStopped } from './present-log';

@ApiTags('health')
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: LogQueries,
    private readonly funds: FundReportQueries,
    private readonly clock: Clock,
    @Inject(REDIS_QUEUES) private readonly redis: RedisQueues | null,
  ) {}

  /** Whether the process lives. */
  @Get('healthz')
  alive(): object {
    return { status: 'ok' };
  }

  /**
   * Whether requests can be served: the database answers, and is the one whose checkpoints were
   * published. Late seals, places that refuse checkpoints, rails that fall silent, a fund that is
   * low, uncovered or soon at its end, and a queue on Redis that is not well are told of as
   * `degraded`: no other replica would do better, and victims are not turned away for it.
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
    const queue = await this.queue();
    const funds = await this.alarmed();
    const isWell =
      readiness.status === 'ok' && rails.length + funds.length === 0 && queue.status === 'ok';
    const checks = {
      ...{ database: 'ok', queue, ledger },
      ...(rails.length === 0 ? {} : { rails }),
      ...(funds.length === 0 ? {} : { funds }),
    };
    return { status: isWell ? 'ok' : 'degraded', checks };
  }

  private async alarmed(): Promise<Pick<FundWatched, 'currency' | 'alarms'>[]> {
    const watched = await this.funds.watched(this.unitOfWork.reads);
    return watched
      .filter(({ alarms }) => alarms.length > 0)
      .map(({ currency, alarms }) => ({ currency, alarms }));
  }

  /** In PostgreSQL the queue is as well as the database, which has just answered. */
  private async queue(): Promise<{ readonly on: string; readonly status: QueueStatus }> {
    if (this.redis === null) return { on: 'postgres', status: 'ok' };
    const { status } = await this.redis.standing();
    return { on: 'redis', status };
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
