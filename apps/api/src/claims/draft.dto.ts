import { Nested } from '../http/fields';
import { JsonObject } from '../http/json-object';
import { PageDto } from '../http/page.dto';
import { DeviceDto } from './claim.dto';

export class DraftDto {
  @JsonObject({
    description:
      'Any part of the body of POST /v1/claims, right or wrong; it is kept as it is typed, and what is missing or wrong comes back as "problems". An agent names "claimantPartyId".',
    schema: { additionalProperties: true, 'x-kept-as-typed': true },
  })
  claim!: Record<string, unknown>;
}

export class FileDraftDto {
  @Nested(() => DeviceDto, { optional: true, description: 'The device that it is filed from.' })
  device?: DeviceDto;
}

export class DraftListDto extends PageDto {}
