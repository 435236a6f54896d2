import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { DomainError } from '@app/kernel';
import { Public, UnitOfWork } from '@app/platform';

@ApiTags('health')
@Public()
@Controller()
export class HealthController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Whether the process lives. */
  @Get('healthz')
  alive(): object {
    return { status: 'ok' };
  }

  /** Whether requests can be served: the database answers. */
  @Get('readyz')
  async ready(): Promise<object> {
    try {
      await this.unitOfWork.reads.query('SELECT 1');
    } catch {
      throw new DomainError(
        'unavailable',
        'platform.database_unavailable',
        { en: 'The database does not answer.', 'zh-CN': '数据库没有响应。' },
        { retryAfterSeconds: 2 },
      );
    }
    return { status: 'ok', checks: { database: 'ok' } };
  }
}
