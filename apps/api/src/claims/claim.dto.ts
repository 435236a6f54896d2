import { CLAIM_STATUSES } from '@app/claims';
import type { ClaimStatus, NewClaim } from '@app/claims';
import { Money } from '@app/money';

import { Id, Instant, ListOf, Nested, OneOf, SafeLine, SafeText } from '../http/fields';
import { MoneyDto } from '../http/money.dto';
import { PageDto } from '../http/page.dto';

class ClaimLineDto {
  @Id('pmt')
  paymentId!: string;

  @Nested(() => MoneyDto)
  money!: MoneyDto;
}

class ContactDto {
  @SafeLine(100)
  name!: string;

  @SafeLine(200, { optional: true })
  email?: string;

  @SafeLine(40, { optional: true })
  phone?: string;

  @OneOf(['zh-CN', 'en'])
  locale!: 'zh-CN' | 'en';
}

class PayoutMethodDto {
  @OneOf(['original'], { description: 'The money goes back the way the payment came.' })
  route!: 'original';
}

export class FileClaimDto {
  @SafeLine(60, { description: 'One of the kinds of loss that the programme lists.' })
  lossType!: string;

  @ListOf(() => ClaimLineDto, { min: 1, max: 50 })
  lines!: ClaimLineDto[];

  @SafeText(5_000)
  narrative!: string;

  @Instant()
  discoveredAt!: string;

  @Nested(() => ContactDto)
  contact!: ContactDto;

  @Nested(() => PayoutMethodDto)
  payoutMethod!: PayoutMethodDto;

  @SafeLine(60, { optional: true })
  packId?: string;

  @SafeLine(100, { optional: true, description: 'Whose payments these are, when an agent files.' })
  claimantPartyId?: string;
}

export class ClaimListDto extends PageDto {
  @OneOf(CLAIM_STATUSES, { optional: true })
  status?: ClaimStatus;
}

export class WithdrawClaimDto {
  @SafeText(1_000, { optional: true })
  reason?: string;
}

export class CloseClaimDto {
  @SafeText(1_000)
  reason!: string;
}

/** The request's words in the lib's. */
export function newClaim(dto: FileClaimDto): NewClaim {
  const { contact } = dto;
  return {
    lossType: dto.lossType,
    lines: dto.lines.map((line) => ({
      paymentId: line.paymentId,
      money: Money.fromJson(line.money),
    })),
    narrative: dto.narrative,
    discoveredAt: new Date(dto.discoveredAt),
    contact: {
      name: contact.name,
      email: contact.email ?? null,
      phone: contact.phone ?? null,
      locale: contact.locale,
    },
    payoutMethod: { route: dto.payoutMethod.route },
    packId: dto.packId ?? null,
    claimantPartyId: dto.claimantPartyId ?? null,
  };
}
