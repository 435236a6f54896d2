import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { FundEventQueries } from '@app/accounting';
import { Allow, UnitOfWork, pageOf } from '@app/platform';

import { Currency } from '../http/fields';
import { PageDto, pageRequest } from '../http/page.dto';
import { presentFundEvent } from './present-fund-report';

class FundEventListDto extends PageDto {
  @Currency()
  currency!: string;
}

@ApiTags('funds')
@ApiBearerAuth()
@Controller('v1/funds/events')
export class FundEventsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: FundEventQueries,
  ) {}

  /** Alarms of the fund of a currency, and top-ups that its rules have ordered, newest first. */
  @Get()
  @Allow('funds:read')
  async list(@Query() query: FundEventListDto): Promise<object> {
    const page = pageRequest(query);
    const rows = await this.events.list(this.unitOfWork.reads, query.currency, page);
    return pageOf(rows, page.limit, presentFundEvent);
  }
}
