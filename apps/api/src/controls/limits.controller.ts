import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { Limits } from '@app/audit';
import { Allow, UnitOfWork } from '@app/platform';

import { presentLimit } from './present-change';

@ApiTags('controls')
@ApiBearerAuth()
@Controller('v1/limits')
export class LimitsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly limits: Limits,
  ) {}

  /** How closely this installation looks: every limit, its ends, and since when it is so. */
  @Get()
  @Allow('changes:read')
  async list(): Promise<object> {
    const limits = await this.limits.inForce(this.unitOfWork.reads);
    return { data: limits.map(presentLimit) };
  }
}
