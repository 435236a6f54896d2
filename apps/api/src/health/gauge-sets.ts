import type { Provider } from '@nestjs/common';

import { FundGauges } from '../funds/fund-gauges';
import { MailGauges } from '../mail/mail-gauges';
import { PayoutGauges } from '../payouts/payout-gauges';
import { ReceiptGauges } from '../recoveries/receipt-gauges';
import { ReconciliationGauges } from '../reconciliation/reconciliation-gauges';
import { WebhookGauges } from '../webhooks/webhook-gauges';
import { JobGauges } from './job-gauges';
import { LedgerGauges } from './ledger-gauges';
import { QueueGauges } from './queue-gauges';
import { RailGauges } from './rail-gauges';

/** Gauges that are read from the database when somebody looks. */
export interface GaugeSet {
  update(): Promise<void>;
}

export const GAUGE_SETS = Symbol('GAUGE_SETS');

const SETS = [
  LedgerGauges,
  MailGauges,
  WebhookGauges,
  RailGauges,
  PayoutGauges,
  QueueGauges,
  JobGauges,
  FundGauges,
  ReceiptGauges,
  ReconciliationGauges,
];

/** Each set, and all of them as a list for whoever shows them. */
export const GAUGE_PROVIDERS: readonly Provider[] = [
  ...SETS,
  { provide: GAUGE_SETS, useFactory: (...sets: GaugeSet[]) => sets, inject: SETS },
];
