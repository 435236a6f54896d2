export { errorCsvHeader, errorCsvLine } from './error-csv';
export { IMPORT_FORMATS, readPayments } from './import-rows';
export type { ImportFormat } from './import-rows';
export { PAYMENT_CHANNELS, PAYMENT_STATUSES } from './payment-record';
export type {
  ImportedRefund,
  ImportedRejection,
  ImportedRow,
  PaymentChannel,
  PaymentRecord,
  PaymentStatus,
  RefundRecord,
} from './payment-record';
export { WECHAT_PAY_SOURCE } from './wechat-trade-bill';
