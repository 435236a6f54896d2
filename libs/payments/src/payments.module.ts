import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AuditModule } from '@app/audit';

import { ChangeClaimed } from './operations/change-claimed';
import { RecordPayerEvents } from './operations/record-payer-events';
import { RecordPayments } from './operations/record-payments';
import { RecordRefund } from './operations/record-refund';
import { RunImport } from './operations/run-import';
import { StartImport } from './operations/start-import';
import { PaymentQueries } from './payments.queries';
import { PayerEventEntity } from './persistence/payer-event.entity';
import { PaymentKeyEntity } from './persistence/payment-key.entity';
import { PaymentRefundEntity } from './persistence/payment-refund.entity';
import { PaymentEntity } from './persistence/payment.entity';

export const PAYMENT_ENTITIES = [
  PaymentEntity,
  PaymentKeyEntity,
  PaymentRefundEntity,
  PayerEventEntity,
];

const OPERATIONS = [
  RecordPayments,
  RecordPayerEvents,
  RecordRefund,
  StartImport,
  RunImport,
  ChangeClaimed,
  PaymentQueries,
];

@Module({
  imports: [TypeOrmModule.forFeature(PAYMENT_ENTITIES), AuditModule],
  providers: OPERATIONS,
  exports: OPERATIONS,
})
export class PaymentsModule {}
