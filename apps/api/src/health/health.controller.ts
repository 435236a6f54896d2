import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { FundReportQueries } from '@app/accounting';
import type { FundWatched } from '@app/accounting';
import { Clock, DomainError } from '@app/kernel';
import { LogQueries, judgeLog } from '@app/ledger';
import type { LogState } from '@app/ledger';
import { restingRails } from '@app/payouts';
import { JobCanaryQueries, Public, REDIS_QUEUES, UnitOfWork } from '@app/platform';
import type { JobsStanding, QueueStatus, RedisQueues } from '@app/platform';

import { presentLog, sealingStopped } from './present-log';

@ApiTags('health')
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: LogQueries,
    private readonly funds: FundReportQueries,
    private readonly canaries: JobCanaryQueries,
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
   * low, uncovered or soon at its end, a queue on Redis that is not well, and jobs that are not
   * done are told of as `degraded`: no other replica would do better, and victims are not turned
   * away for it.
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
    const [queue, jobs] = [await this.queue(), await this.jobs()];
    const funds = await this.alarmed();
    const statuses = [readiness.status, queue.status, jobs.status];
    const isWell = rails.length + funds.length === 0 && statuses.every((status) => status === 'ok');
    const checks = {
      ...{ database: 'ok', queue, jobs, ledger },
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

  /** Whether jobs are really done, by this process or another one. */
  private async jobs(): Promise<JobsStanding> {
    const place = this.redis === null ? 'postgres' : 'redis';
    return this.canaries.standing(this.unitOfWork.reads, place);
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
