import { Id, SafeLine, SafeText } from '../http/fields';

export class FindingDto {
  @SafeLine(80, {
    description:
      'What was found out, as the facts call it: "damageBp", "exclusions.own_transfer". GET lists what the programme reckons with.',
  })
  finding!: string;

  @Id('cln', { optional: true, description: 'For a finding about one payment: its line.' })
  lineId?: string;

  @SafeLine(40, {
    description: 'Minor units, basis points, a kind of claimant, or "true" and "false", as text.',
  })
  value!: string;

  @SafeText(2_000, {
    description: 'What it rests on; for an exclusion, how whoever bears the burden proved it.',
  })
  reason!: string;
}
