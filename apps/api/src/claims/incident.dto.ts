import { Id, SafeLine, SafeText } from '../http/fields';
import { PageDto } from '../http/page.dto';

export class OpenIncidentDto {
  @SafeLine(120)
  title!: string;

  @SafeText(5_000, { optional: true })
  description?: string;
}

export class LinkIncidentDto {
  @Id('inc', { optional: true, description: 'Left out: the claim belongs to no incident.' })
  incidentId?: string;

  @SafeText(1_000)
  reason!: string;
}

export class IncidentListDto extends PageDto {}
