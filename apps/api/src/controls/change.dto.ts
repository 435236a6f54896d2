import { CHANGE_KINDS, LIMITS } from '@app/audit';
import type { ChangeKind, LimitName } from '@app/audit';
import { ROLES } from '@app/platform';
import type { Role } from '@app/platform';

import { Currency, Id, Nested, OneOf, SafeLine, SafeText } from '../http/fields';
import { MoneyDto } from '../http/money.dto';
import { Month } from '../http/month';
import { WholeNumber } from '../http/whole-number';

const USERNAME_LENGTH_MAX = 200;
const NAME_LENGTH_MAX = 100;
const PARTY_ID_LENGTH_MAX = 64;
const TOKEN_LENGTH_MAX = 100;

const LIMIT_NAMES = Object.keys(LIMITS);
const LIMIT_MIN = Math.min(...Object.values(LIMITS).map(({ min }) => min));
const LIMIT_MAX = Math.max(...Object.values(LIMITS).map(({ max }) => max));

export class LimitDto {
  @OneOf(LIMIT_NAMES)
  name!: LimitName;

  @WholeNumber({ min: LIMIT_MIN, max: LIMIT_MAX }, 'Between the ends that GET /v1/limits names.')
  value!: number;

  @Currency({ optional: true, description: 'Of a limit that is set for each currency by itself.' })
  currency?: string;
}

export class NewUserDto {
  @SafeLine(USERNAME_LENGTH_MAX, { description: 'What they sign in with, such as an address.' })
  username!: string;

  @SafeLine(NAME_LENGTH_MAX)
  name!: string;

  @OneOf(ROLES)
  role!: Role;

  @SafeLine(PARTY_ID_LENGTH_MAX, {
    optional: true,
    description: 'The payer whose payments are theirs; a claimant needs one.',
  })
  partyId?: string;

  @Id('usr', {
    optional: true,
    description: 'The first account of somebody who has one: both are one pair of eyes.',
  })
  personId?: string;
}

const RULE_MINOR_MAX = 1_000_000_000_000_000;

export class TopUpRuleDto {
  @SafeLine(40)
  rail!: string;

  @Currency()
  currency!: string;

  @WholeNumber(
    { min: 0, max: RULE_MINOR_MAX },
    'Under this balance it is filled up, in minor units.',
  )
  lowMinor!: number;

  @WholeNumber(
    { min: 0, max: RULE_MINOR_MAX },
    'To this balance, in minor units; 0 here and there for no rule any more.',
  )
  targetMinor!: number;
}

export class RailTopUpDto {
  @SafeLine(40)
  rail!: string;

  @Nested(() => MoneyDto)
  money!: MoneyDto;

  @OneOf(['fund', 'operating_cash'], { description: 'Whose cash is sent to the rail.' })
  source!: 'fund' | 'operating_cash';
}

export class BillingDto {
  @SafeLine(40, { description: 'Whose contributions: a code of yours, and no name of a person.' })
  payer!: string;

  @Nested(() => MoneyDto)
  money!: MoneyDto;

  @Month({ description: 'The first month that it is for.' })
  fromMonth!: string;

  @WholeNumber({ min: 1, max: 120 }, 'For how many months it is: each of them earns its part.')
  months!: number;
}

export class EstimateDto {
  @Nested(() => MoneyDto)
  money!: MoneyDto;

  @Month({ description: 'The month of the losses that nobody has reported yet.' })
  lossMonth!: string;
}

export class ProposeChangeDto {
  @OneOf(CHANGE_KINDS)
  kind!: ChangeKind;

  @SafeText(2_000, { description: 'For the person who approves it: why it is wanted.' })
  reason!: string;

  @Nested(() => LimitDto, { optional: true, description: 'For "limit.set".' })
  limit?: LimitDto;

  @Nested(() => NewUserDto, { optional: true, description: 'For "user.add".' })
  newUser?: NewUserDto;

  @Id('usr', { optional: true, description: 'For every other kind: whose account it is about.' })
  userId?: string;

  @OneOf(ROLES, { optional: true, description: 'For "user.role".' })
  role?: Role;

  @Id('usr', { optional: true, description: 'For "user.person": the first account of the person.' })
  personId?: string;

  @Nested(() => TopUpRuleDto, { optional: true, description: 'For "top_up.set".' })
  topUp?: TopUpRuleDto;

  @Nested(() => RailTopUpDto, {
    optional: true,
    description: 'For "rail.top_up": more than one person may send in a day.',
  })
  railTopUp?: RailTopUpDto;

  @Nested(() => BillingDto, { optional: true, description: 'For "contribution.bill".' })
  billing?: BillingDto;

  @Id('chg', {
    optional: true,
    description: 'For "contribution.unbill": the change by which it was billed.',
  })
  billedBy?: string;

  @Nested(() => EstimateDto, {
    optional: true,
    description: 'For "estimate.raise" and "estimate.release".',
  })
  estimate?: EstimateDto;
}

export class ChangeVerdictDto {
  @OneOf(['approve', 'return'])
  verdict!: 'approve' | 'return';

  @SafeText(2_000)
  note!: string;
}

export class ChoosePasswordDto {
  @SafeLine(TOKEN_LENGTH_MAX, { description: 'Of the invitation.' })
  token!: string;

  @SafeLine(200, { description: 'At least 12 characters besides the name of the account.' })
  password!: string;
}
