import { Instant } from '../http/fields';

/** A moment up to which bookings count. */
export class AsOfDto {
  @Instant({ optional: true, description: 'Booked up to and including this moment; default: all.' })
  asOf?: string;
}

export function asOfDate(query: AsOfDto): Date | undefined {
  return query.asOf === undefined ? undefined : new Date(query.asOf);
}
