import { ENDED_BY_PEOPLE } from '@app/payouts';
import type { EndedByPeople } from '@app/payouts';

import { Id, Instant, OneOf, SafeLine, SafeText } from '../http/fields';
import { PageDto } from '../http/page.dto';

/** A line is matched by a route of its own. */
export type Ending = Exclude<EndedByPeople, 'matched'>;
const ENDINGS = ENDED_BY_PEOPLE.filter((how) => how !== 'matched');

export class ReportDto {
  @Instant({ optional: true, description: 'What was known by this moment; default: now.' })
  asOf?: string;

  @SafeLine(40, { optional: true, description: 'Only this rail, or "cash".' })
  rail?: string;
}

export class BreakListDto extends PageDto {
  @SafeLine(40, { optional: true })
  rail?: string;

  @OneOf(['open', 'ended'], { optional: true, description: 'Open ones by default.' })
  state?: 'open' | 'ended';
}

export class BreakOwnerDto {
  @Id('usr')
  ownerId!: string;

  @SafeText(2_000)
  note!: string;
}

export class BreakEndDto {
  @OneOf(ENDINGS, {
    description:
      'fee, written_off (less is there), suspense (more is there), offset (against another break), explained (no money differs).',
  })
  how!: Ending;

  @SafeText(2_000)
  note!: string;

  @Id('brk', { optional: true, description: 'The break that this one is offset against.' })
  against?: string;
}

export class HandMatchDto {
  @Id('stl')
  lineId!: string;

  @SafeLine(40, { description: 'The booking, as breaks name it: a journal and its line.' })
  entryId!: string;

  @SafeText(2_000)
  note!: string;
}

/** Of a match, or of how a break ended. */
export class UndoingDto {
  @SafeText(2_000)
  note!: string;
}

export class WithdrawalDto {
  @SafeText(2_000)
  reason!: string;
}

export class WithdrawalVerdictDto {
  @OneOf(['approve', 'return'])
  verdict!: 'approve' | 'return';

  @SafeText(2_000)
  note!: string;
}
