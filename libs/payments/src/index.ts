export {
  IMPORT_FORMATS,
  PAYMENT_CHANNELS,
  PAYMENT_STATUSES,
  WECHAT_PAY_SOURCE,
  errorCsvHeader,
  errorCsvLine,
} from './domain/importers';
export type {
  ImportFormat,
  PaymentChannel,
  PaymentRecord,
  PaymentStatus,
} from './domain/importers';
export { requireLeft } from './domain/left-to-claim';
export { PAYER_EVENT_KINDS } from './domain/payer-event';
export type { PayerEventKind, PayerEventRecord } from './domain/payer-event';
export { laneOfPayment } from './domain/payment-content';
export { ChangeClaimed } from './operations/change-claimed';
export type { ClaimedChange } from './operations/change-claimed';
export { RecordPayerEvents } from './operations/record-payer-events';
export type { RecordedPayerEvent } from './operations/record-payer-events';
export { RecordPayments } from './operations/record-payments';
export type { RecordedPayment } from './operations/record-payments';
export { RecordRefund } from './operations/record-refund';
export { RunImport } from './operations/run-import';
export { StartImport } from './operations/start-import';
export type { ImportInput } from './operations/start-import';
export { importPaymentsJob } from './payments.jobs';
export { PAYMENT_ENTITIES, PaymentsModule } from './payments.module';
export { PaymentQueries } from './payments.queries';
export type { PaymentFilter } from './payments.queries';
export { PaymentEntity } from './persistence/payment.entity';
