import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { Allow, ROLES, UnitOfWork, UserQueries, pageOf } from '@app/platform';
import type { Role, UserEntity } from '@app/platform';

import { OneOf } from '../http/fields';
import { PageDto, pageRequest } from '../http/page.dto';

class UserPageDto extends PageDto {
  @OneOf(ROLES, { optional: true })
  role?: Role;
}

@ApiTags('controls')
@ApiBearerAuth()
@Controller('v1/users')
export class UsersController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UserQueries,
  ) {}

  /** Who has an account, newest first. Rights are changed by POST /v1/changes. */
  @Get()
  @Allow('users:read')
  async list(@Query() query: UserPageDto): Promise<object> {
    const { role } = query;
    const page = { ...pageRequest(query), ...(role === undefined ? {} : { role }) };
    return pageOf(await this.users.list(this.unitOfWork.reads, page), page.limit, presentUser);
  }
}

function presentUser(user: UserEntity): object {
  const { id, username, name, role, personId, changeId, disabledAt, createdAt } = user;
  return {
    id,
    username,
    name,
    role,
    personId,
    ...(changeId === null ? {} : { changeId }),
    createdAt: createdAt.toISOString(),
    disabledAt: disabledAt?.toISOString() ?? null,
  };
}
