import { assessClaimJob, openPayoutsJob } from '@app/claims';
import { importPaymentsJob } from '@app/payments';
import { advancePayoutJob, refillAllotmentJob } from '@app/payouts';
import type { JobDefinition } from '@app/platform';

/** Every kind of background work. One that is missing here is neither run nor swept. */
export const ALL_JOBS: readonly JobDefinition[] = [
  importPaymentsJob,
  assessClaimJob,
  openPayoutsJob,
  advancePayoutJob,
  refillAllotmentJob,
] as readonly JobDefinition[];
