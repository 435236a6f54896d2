export { CSV_COLUMNS } from './neutral-csv-header';
export { errorCsvHeader, errorCsvLine } from './error-csv';
export { SUPPORTED_IMPORT_FORMATS } from './file-refusals';
export { IMPORT_FORMATS, readPayments } from './import-rows';
export type { ImportFormat, ReadPaymentsOptions } from './import-rows';
export { PAYMENT_CHANNELS, PAYMENT_STATUSES, REFUND_STATUSES } from './payment-record';
export type {
  ImportedPayment,
  ImportedRefund,
  ImportedRejection,
  ImportedRow,
  ImportedSummary,
  PaymentChannel,
  PaymentRecord,
  PaymentStatus,
  RefundRecord,
  RefundStatus,
  RejectedRow,
  SummaryCheck,
} from './payment-record';
export { WECHAT_PAY_SOURCE } from './wechat-trade-bill';
