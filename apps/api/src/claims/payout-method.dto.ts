import { ValidateBy } from 'class-validator';
import type { ValidationArguments } from 'class-validator';

import { PAYOUT_ACCOUNT_KINDS } from '@app/claims';
import type { PayoutAccountKind, PayoutMethod, WantedPayoutMethod } from '@app/claims';
import { inBothLanguages } from '@app/platform';

import { Nested, OneOf, SafeLine } from '../http/fields';

export class PayoutAccountDto {
  @OneOf(PAYOUT_ACCOUNT_KINDS, {
    optional: true,
    description: 'Who keeps the account; a bank when nothing is said.',
  })
  kind?: PayoutAccountKind;

  @SafeLine(100, { description: 'As the payment has it: the account must be in the payer’s name.' })
  holderName!: string;

  @SafeLine(80, { description: 'Of a bank, a card or a wallet; blanks and hyphens do not count.' })
  number!: string;

  @SafeLine(100, { optional: true, description: 'Who keeps it, where the number does not say.' })
  bank?: string;
}

function NamesAccount(): PropertyDecorator {
  const message = inBothLanguages({
    en: 'The route "account" needs an account with holderName and number.',
    'zh-CN': '收款方式为 account 时须填写 account（holderName 和 number）。',
  });
  const isNamed = (route: unknown, context?: ValidationArguments): boolean =>
    route !== 'account' || (context?.object as Partial<PayoutMethodDto>).account !== undefined;
  return ValidateBy({ name: 'namesAccount', validator: { validate: isNamed } }, { message });
}

export class PayoutMethodDto {
  @OneOf(['original', 'account'], {
    description: 'The way the payment came, or an account of the payer’s own.',
  })
  @NamesAccount()
  route!: 'original' | 'account';

  @Nested(() => PayoutAccountDto, { optional: true, description: 'For the route "account".' })
  account?: PayoutAccountDto;
}

/** The request's words in the lib's. */
export function wantedMethod(dto: PayoutMethodDto): WantedPayoutMethod {
  if (dto.route === 'original' || dto.account === undefined) return { route: 'original' };
  const { kind = 'bank', holderName, number, bank } = dto.account;
  return { route: 'account', account: { kind, holderName, number, bank: bank ?? null } };
}

/** Where an award goes, for everybody who sees the claim: of an account only how it ends. */
export function presentPayoutMethod(method: PayoutMethod): object {
  return method.route === 'original'
    ? { route: 'original' }
    : { route: 'account', account: { ending: method.ending } };
}
