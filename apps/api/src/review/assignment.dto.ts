import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';

import { Flag, Id, Instant, SafeText } from '../http/fields';
import { ListOfIds } from '../http/list-of-ids';

const CLAIMS_AT_ONCE_MAX = 100;

/** Somebody of the staff; nobody is left out, or written as `null`. */
function Assignee(): PropertyDecorator {
  const description = 'Who is to own it; null or left out: the system chooses somebody else.';
  return applyDecorators(
    Id('usr', { optional: true, description }),
    ApiProperty({ nullable: true }),
    Transform(({ value }: { value: unknown }) => (value === null ? undefined : value)),
  );
}

export class AssignClaimDto {
  @Assignee()
  assigneeId?: string;

  @SafeText(1_000)
  reason!: string;
}

export class AssignClaimsDto extends AssignClaimDto {
  @ListOfIds('clm', CLAIMS_AT_ONCE_MAX)
  claimIds!: string[];
}

export class SnoozeClaimDto {
  @Instant({ description: 'Not after what is due on the claim.' })
  until!: string;

  @SafeText(1_000)
  reason!: string;
}

export class ViewingDto {
  @Flag({ optional: true, description: 'Whether the decision is open.' })
  isDeciding?: boolean;
}
