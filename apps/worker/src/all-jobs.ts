import { earnContributionJob, tellFundEventJob, tendFundJob } from '@app/accounting';
import { applyChangeJob } from '@app/audit';
import {
  assessClaimJob,
  breakClocksJob,
  discardFileJob,
  discardUploadJob,
  expireDraftJob,
  openAppealJob,
  openPayoutsJob,
  prepareEvidenceJob,
  reassignClaimJob,
  tellClaimantJob,
  tendCreditJob,
} from '@app/claims';
import {
  answerMailJob,
  deliverMessageJob,
  deliverWebhookJob,
  makeUpCallbackJob,
  passDueTimeJob,
  readMailJob,
  remindClaimantJob,
  tellWebhookOwnerJob,
} from '@app/messaging';
import { importPaymentsJob } from '@app/payments';
import {
  advancePayoutJob,
  reconcileBookJob,
  recoverCreditJob,
  refillAllotmentJob,
  takeBackCreditJob,
} from '@app/payouts';
import { canaryJob, forgetAnswersJob } from '@app/platform';
import { forgetRefusalsJob } from '@app/platform';
import type { JobDefinition } from '@app/platform';
import { ageRecoveryJob, openRecoveriesJob, showObjectionJob } from '@app/recoveries';
import { comparePacksJob } from '@app/reports';

/** Every kind of background work. One that is missing here is neither run nor swept. */
export const ALL_JOBS: readonly JobDefinition[] = [
  canaryJob,
  importPaymentsJob,
  assessClaimJob,
  breakClocksJob,
  passDueTimeJob,
  remindClaimantJob,
  tellClaimantJob,
  deliverMessageJob,
  readMailJob,
  answerMailJob,
  expireDraftJob,
  openAppealJob,
  openPayoutsJob,
  reassignClaimJob,
  prepareEvidenceJob,
  discardFileJob,
  discardUploadJob,
  advancePayoutJob,
  refillAllotmentJob,
  tendFundJob,
  tellFundEventJob,
  earnContributionJob,
  tendCreditJob,
  takeBackCreditJob,
  recoverCreditJob,
  reconcileBookJob,
  openRecoveriesJob,
  ageRecoveryJob,
  showObjectionJob,
  forgetRefusalsJob,
  comparePacksJob,
  applyChangeJob,
  forgetAnswersJob,
  makeUpCallbackJob,
  deliverWebhookJob,
  tellWebhookOwnerJob,
] as readonly JobDefinition[];
