import { Flag, Id, Instant, SafeLine, SafeText } from '../http/fields';

export class PauseClockDto {
  @SafeLine(60)
  clock!: string;

  @SafeLine(60, { description: 'One of the reasons for which the programme lets it stand still.' })
  reason!: string;

  @SafeText(1_000, { optional: true })
  note?: string;
}

export class ResumeClockDto {
  @SafeLine(60)
  clock!: string;

  @SafeText(1_000, { optional: true })
  note?: string;
}

export class ExtendClockDto {
  @SafeLine(60)
  clock!: string;

  @Instant({
    description: 'When it is to fall due; a promise of whole days ends with this day.',
  })
  until!: string;

  @SafeText(1_000, { description: 'Why, for those who look into the case.' })
  note!: string;
}

export class MilestoneDto {
  @SafeLine(60, { description: 'One of the milestones that the programme reckons with.' })
  milestone!: string;

  @Instant({ description: 'When it happened; not when it is recorded.' })
  at!: string;

  @SafeText(1_000, { optional: true })
  note?: string;
}

export class CircumstanceDto {
  @SafeLine(60, { description: 'One of the circumstances that the programme declares.' })
  circumstance!: string;

  @Flag({ description: 'Whether it was found to hold, or found not to.' })
  established!: boolean;

  @Id('cln', { optional: true, description: 'For a circumstance of one payment: its line.' })
  lineId?: string;

  @SafeText(1_000)
  note!: string;
}
