import { CLAIM_STATUSES, REPRESENTATION_BASES, VULNERABILITY_KINDS } from '@app/claims';
import type { ClaimStatus, NewClaim, RepresentationBasis, VulnerabilityKind } from '@app/claims';
import { Money } from '@app/money';

import { Id, Instant, Nested, OneOf, SafeLine, SafeText } from '../http/fields';
import { ListOf } from '../http/list-of';
import { MoneyDto } from '../http/money.dto';
import { PageDto } from '../http/page.dto';
import { SomeOf } from '../http/some-of';
import { MailedName, ToldText } from '../http/told-text';
import { PayoutMethodDto, wantedMethod } from './payout-method.dto';

class ClaimLineDto {
  @Id('pmt')
  paymentId!: string;

  @Nested(() => MoneyDto)
  money!: MoneyDto;
}

class ContactDto {
  @MailedName(100)
  name!: string;

  @SafeLine(200, { optional: true })
  email?: string;

  @SafeLine(40, { optional: true })
  phone?: string;

  @OneOf(['zh-CN', 'en'])
  locale!: 'zh-CN' | 'en';
}

class RepresentationDto {
  @OneOf(REPRESENTATION_BASES)
  basis!: RepresentationBasis;

  @SafeText(1_000, { optional: true })
  note?: string;
}

class ProxyDto {
  @MailedName(100)
  name!: string;

  @SafeLine(200, { optional: true })
  email?: string;

  @SafeLine(40, { optional: true })
  phone?: string;

  @SafeLine(60, { optional: true, description: 'What they are to the claimant.' })
  relation?: string;
}

export class VulnerabilityDto {
  @SomeOf(VULNERABILITY_KINDS, {
    min: 0,
    description: 'What makes it harder. None: an earlier declaration is taken back.',
  })
  kinds!: VulnerabilityKind[];

  @SafeText(1_000, { optional: true, description: 'What would help.' })
  supportNeeds?: string;
}

export class DeviceDto {
  @SafeLine(200, { description: 'As app or browser name it. It is not kept, only recognised.' })
  id!: string;
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

  @SafeLine(60, { optional: true, description: 'What the claimant is, as programmes list it.' })
  claimantKind?: string;

  @Nested(() => RepresentationDto, {
    optional: true,
    description: 'On what basis an agent files. A call when it is left out.',
  })
  representation?: RepresentationDto;

  @Nested(() => ProxyDto, { optional: true, description: 'Somebody who helps the claimant.' })
  proxy?: ProxyDto;

  @Nested(() => VulnerabilityDto, {
    optional: true,
    description: 'Told to nobody but those who decide.',
  })
  vulnerability?: VulnerabilityDto;

  @Id('inc', { optional: true, description: 'The incident that it belongs to; for agents.' })
  incidentId?: string;

  @Nested(() => DeviceDto, { optional: true })
  device?: DeviceDto;
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
  @ToldText(1_000)
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
    payoutMethod: wantedMethod(dto.payoutMethod),
    packId: dto.packId ?? null,
    claimantPartyId: dto.claimantPartyId ?? null,
    ...aboutTheClaimant(dto),
    ...(dto.incidentId === undefined ? {} : { incidentId: dto.incidentId }),
    ...(dto.device === undefined ? {} : { device: { id: dto.device.id } }),
  };
}

function aboutTheClaimant(
  dto: FileClaimDto,
): Pick<NewClaim, 'claimantKind' | 'representation' | 'proxy' | 'vulnerability'> {
  const { claimantKind, representation, proxy, vulnerability } = dto;
  return {
    ...(claimantKind === undefined ? {} : { claimantKind }),
    ...(representation === undefined
      ? {}
      : { representation: { basis: representation.basis, note: representation.note ?? null } }),
    ...(proxy === undefined
      ? {}
      : {
          proxy: {
            name: proxy.name,
            email: proxy.email ?? null,
            phone: proxy.phone ?? null,
            relation: proxy.relation ?? null,
          },
        }),
    ...(vulnerability === undefined ? {} : { vulnerability: declaration(vulnerability) }),
  };
}

/** A declaration of vulnerability in the lib's words. */
export function declaration(dto: VulnerabilityDto): NonNullable<NewClaim['vulnerability']> {
  return { kinds: dto.kinds, supportNeeds: dto.supportNeeds ?? null };
}
