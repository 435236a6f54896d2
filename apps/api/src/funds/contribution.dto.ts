import { Id, Instant, Nested, SafeLine } from '../http/fields';
import { MoneyDto } from '../http/money.dto';

class ToRailDto {
  @SafeLine(40)
  rail!: string;

  @Nested(() => MoneyDto)
  money!: MoneyDto;
}

export class ContributionDto {
  @Nested(() => MoneyDto)
  money!: MoneyDto;

  @Nested(() => ToRailDto, { optional: true, description: 'How much goes on to a rail at once.' })
  toRail?: ToRailDto;

  @Instant({ description: 'When the bank has it.' })
  receivedAt!: string;

  @SafeLine(120, { description: 'The number that the bank gives the line.' })
  reference!: string;

  @Id('stl', {
    optional: true,
    description:
      'The line of our bank’s statement that says so; without one another person has to approve it.',
  })
  statementLineId?: string;
}

export class ReversalDto {
  @SafeLine(200)
  reason!: string;
}
