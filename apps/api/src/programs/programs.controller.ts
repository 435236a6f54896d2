import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { Allow } from '@app/platform';
import { PackLibrary, lossTypes } from '@app/programs';

@ApiTags('programs')
@ApiBearerAuth()
@Controller('v1/programs')
export class ProgramsController {
  constructor(private readonly packs: PackLibrary) {}

  @Get()
  @Allow('programs:read')
  list(): object {
    const data = this.packs.list().map((pack) => ({
      packId: pack.packId,
      version: pack.version,
      status: pack.status,
      name: pack.name,
      summary: pack.summary,
      currency: pack.currency,
      lossTypes: lossTypes(pack),
    }));
    return { data, hasMore: false, next: null };
  }

  /** A whole policy pack: exactly what claims under it are judged by. */
  @Get(':packId/versions/:version')
  @Allow('programs:read')
  get(@Param('packId') packId: string, @Param('version') version: string): object {
    return this.packs.get(packId, version);
  }
}
