import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { DomainError } from '@app/kernel';
import {
  Allow,
  REFUSALS_KEPT_DAYS,
  RefusedRequestQueries,
  UnitOfWork,
  UserEntity,
  WHAT_TO_DO,
  httpStatusOf,
} from '@app/platform';

/** What support looks up for somebody who was refused something. */
@ApiTags('support')
@ApiBearerAuth()
@Controller('v1/support')
export class SupportController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: RefusedRequestQueries,
  ) {}

  /** The refusal behind the number that somebody was shown (`requestId`), for thirty days. */
  @Get('requests/:requestId')
  @Allow('support:lookup')
  async request(@Param('requestId') requestId: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const refusal = await this.refusals.find(reads, requestId);
    if (refusal === null) throw noSuchRequest();
    const { at, method, route, kind, code, field, userId } = refusal;
    const user = userId === null ? null : await reads.findOneBy(UserEntity, { id: userId });
    return {
      requestId: refusal.requestId,
      at: at.toISOString(),
      method,
      route,
      status: httpStatusOf(kind),
      code,
      field,
      account: user === null ? null : { id: user.id, role: user.role },
      action: WHAT_TO_DO[kind],
    };
  }
}

function noSuchRequest(): DomainError {
  const days = String(REFUSALS_KEPT_DAYS);
  return new DomainError('not_found', 'support.no_such_request', {
    en: `No request with this number was refused in the last ${days} days. Check the number: req_ and twenty digits or letters from a to f. What was done is not kept here; look at the claim.`,
    'zh-CN': `最近 ${days} 天内没有此编号的被拒请求。请核对编号：req_ 加二十位数字或字母 a 至 f。成功的请求不在此保存，请查看索赔。`,
  });
}
