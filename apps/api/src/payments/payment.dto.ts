import { Money } from '@app/money';
import { PAYMENT_CHANNELS, PAYMENT_STATUSES } from '@app/payments';
import type { PaymentChannel, PaymentRecord, PaymentStatus } from '@app/payments';

import { Instant, Nested, OneOf, SafeLine } from '../http/fields';
import { ListOf } from '../http/list-of';
import { MoneyDto, MoneyOrZeroDto } from '../http/money.dto';
import { PageDto } from '../http/page.dto';

class PayerDto {
  @SafeLine(100)
  id!: string;

  @SafeLine(200, { optional: true })
  name?: string;

  @SafeLine(100, {
    optional: true,
    description:
      'Of Alipay payments the user ID (2088…) or sign-in name: the award goes back there.',
  })
  account?: string;
}

class PayeeDto {
  @SafeLine(100, { optional: true })
  id?: string;

  @SafeLine(200, { optional: true })
  name?: string;

  @SafeLine(100, { optional: true })
  account?: string;
}

/** A payment transaction as an institution reports it. */
export class PaymentDto {
  @SafeLine(100, { description: 'Who reports it. With "sourceId" the natural key.' })
  source!: string;

  @SafeLine(100)
  sourceId!: string;

  @OneOf(PAYMENT_CHANNELS)
  channel!: PaymentChannel;

  @SafeLine(50, { description: 'How it was paid, such as "balance" or "quick_pay".' })
  rail!: string;

  @Instant()
  paidAt!: string;

  @Instant({ optional: true })
  settledAt?: string;

  @Nested(() => PayerDto)
  payer!: PayerDto;

  @Nested(() => PayeeDto)
  payee!: PayeeDto;

  @Nested(() => MoneyDto)
  money!: MoneyDto;

  @OneOf(PAYMENT_STATUSES)
  status!: PaymentStatus;

  @Nested(() => MoneyOrZeroDto, { optional: true })
  refunded?: MoneyOrZeroDto;

  @SafeLine(500, { optional: true })
  description?: string;
}

export class RecordPaymentsDto {
  @ListOf(() => PaymentDto, { min: 1, max: 1_000 })
  payments!: PaymentDto[];
}

export class PaymentListDto extends PageDto {
  @SafeLine(100, { optional: true })
  payerId?: string;

  @SafeLine(100, { optional: true })
  sourceId?: string;
}

/** The request's words in the lib's. */
export function paymentRecord(dto: PaymentDto): PaymentRecord {
  return {
    source: dto.source,
    sourceId: dto.sourceId,
    channel: dto.channel,
    rail: dto.rail,
    paidAt: new Date(dto.paidAt),
    ...(dto.settledAt === undefined ? {} : { settledAt: new Date(dto.settledAt) }),
    payer: { ...dto.payer },
    payee: { ...dto.payee },
    money: Money.fromJson(dto.money),
    status: dto.status,
    ...(dto.refunded === undefined ? {} : { refunded: Money.fromJson(dto.refunded) }),
    ...(dto.description === undefined ? {} : { description: dto.description }),
  };
}
