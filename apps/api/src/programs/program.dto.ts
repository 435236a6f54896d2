import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';

import { FACTS_SCHEMA } from '@app/programs';

import { Instant, Nested, OneOf, SafeLine, SafeText } from '../http/fields';
import { JsonObject } from '../http/json-object';

const ID_LENGTH_MAX = 80;
const VERSION_LENGTH_MAX = 40;

/** A dry run: one claim's facts under one pack. */
export class EvaluateDto {
  @SafeLine(ID_LENGTH_MAX)
  packId!: string;

  @SafeLine(VERSION_LENGTH_MAX, {
    optional: true,
    description: 'Default: the version in force for the dates of the facts.',
  })
  version?: string;

  @JsonObject({ schema: FACTS_SCHEMA, description: 'The claim, as the packs look at it.' })
  facts!: object;

  @Instant({ optional: true, description: 'When the claim is judged; default: now.' })
  now?: string;
}

export class PackVersionDto {
  @SafeLine(ID_LENGTH_MAX)
  packId!: string;

  @SafeLine(VERSION_LENGTH_MAX)
  version!: string;
}

/** One end of a span of time. An open one is left out, or written as `null`. */
function OpenInstant(description: string): PropertyDecorator {
  return applyDecorators(
    Instant({ optional: true, description }),
    ApiProperty({ nullable: true }),
    Transform(({ value }: { value: unknown }) => (value === null ? undefined : value)),
  );
}

/** Two packs over the claims that were filed in a span of time. */
export class CompareDto {
  @Nested(() => PackVersionDto)
  a!: PackVersionDto;

  @Nested(() => PackVersionDto)
  b!: PackVersionDto;

  @OpenInstant('Claims filed at or after this; null or left out: all.')
  from?: string;

  @OpenInstant('Claims filed before this; null or left out: all.')
  to?: string;
}

export class ProposeVersionDto {
  @JsonObject({ description: 'The pack, as libs/programs/packs/pack.schema.json describes it.' })
  pack!: object;

  @JsonObject({
    description: 'Its cases, as libs/programs/packs/cases.schema.json describes them.',
  })
  cases!: object;

  @SafeText(2_000, { description: 'For the person who approves it: why it is wanted.' })
  reason!: string;
}

export class WithdrawVersionDto {
  @SafeText(2_000, { description: 'Why it is not wanted any more.' })
  reason!: string;
}

export class VersionVerdictDto {
  @OneOf(['approve', 'return'])
  verdict!: 'approve' | 'return';

  @SafeText(2_000)
  note!: string;
}
