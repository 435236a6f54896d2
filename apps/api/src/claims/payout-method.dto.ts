import type { PayoutMethod, WantedPayoutMethod } from '@app/claims';

import { Nested, OneOf, SafeLine } from '../http/fields';

export class PayoutAccountDto {
  @SafeLine(100, { description: 'As the payment has it: the account must be in the payer’s name.' })
  holderName!: string;

  @SafeLine(80, { description: 'Of a bank, a card or a wallet; blanks and hyphens do not count.' })
  number!: string;

  @SafeLine(100, { optional: true, description: 'Who keeps it, where the number does not say.' })
  bank?: string;
}

export class ChangePayoutMethodDto {
  @OneOf(['original', 'account'])
  route!: 'original' | 'account';

  @Nested(() => PayoutAccountDto, { optional: true, description: 'For the route "account".' })
  account?: PayoutAccountDto;
}

/** The request's words in the lib's; null when the account is missing. */
export function wantedMethod(dto: ChangePayoutMethodDto): WantedPayoutMethod | null {
  if (dto.route === 'original') return { route: 'original' };
  if (dto.account === undefined) return null;
  const { holderName, number, bank } = dto.account;
  return { route: 'account', account: { holderName, number, bank: bank ?? null } };
}

/** Where an award goes, for everybody who sees the claim: of an account only how it ends. */
export function presentPayoutMethod(method: PayoutMethod): object {
  return method.route === 'original'
    ? { route: 'original' }
    : { route: 'account', account: { ending: method.ending } };
}
