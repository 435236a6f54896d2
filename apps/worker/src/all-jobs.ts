import { applyChangeJob } from '@app/audit';
import {
  assessClaimJob,
  breakClocksJob,
  discardUploadJob,
  expireDraftJob,
  openAppealJob,
  openPayoutsJob,
  prepareEvidenceJob,
  reassignClaimJob,
} from '@app/claims';
import { importPaymentsJob } from '@app/payments';
import { advancePayoutJob, refillAllotmentJob } from '@app/payouts';
import type { JobDefinition } from '@app/platform';
import { comparePacksJob } from '@app/reports';

/** Every kind of background work. One that is missing here is neither run nor swept. */
export const ALL_JOBS: readonly JobDefinition[] = [
  importPaymentsJob,
  assessClaimJob,
  breakClocksJob,
  expireDraftJob,
  openAppealJob,
  openPayoutsJob,
  reassignClaimJob,
  prepareEvidenceJob,
  discardUploadJob,
  advancePayoutJob,
  refillAllotmentJob,
  comparePacksJob,
  applyChangeJob,
] as readonly JobDefinition[];
