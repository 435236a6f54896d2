import { CreditPreview } from './credit-preview';
import { CreditResolutionQueries } from './credit-resolution.queries';
import { CreditQueries } from './credit.queries';
import { ApproveCreditResolution } from './operations/approve-credit-resolution';
import { BookCredit } from './operations/book-credit';
import { EndCredit } from './operations/end-credit';
import { FinaliseCredit } from './operations/finalise-credit';
import { FollowCredit } from './operations/follow-credit';
import { GrantCredit } from './operations/grant-credit';
import { HandOnShortfall } from './operations/hand-on-shortfall';
import { ProposeCreditResolution } from './operations/propose-credit-resolution';
import { RecordTakeBack } from './operations/record-take-back';
import { TakeBackCredit } from './operations/take-back-credit';
import { TendCredit } from './operations/tend-credit';
import { CreditResolutionApprovalEntity } from './persistence/credit-resolution-approval.entity';
import { CreditResolutionEntity } from './persistence/credit-resolution.entity';
import { ProvisionalCreditPartEntity } from './persistence/provisional-credit-part.entity';
import { ProvisionalCreditStepEntity } from './persistence/provisional-credit-step.entity';
import { ProvisionalCreditEntity } from './persistence/provisional-credit.entity';

export const PROVISIONAL_ENTITIES = [
  ProvisionalCreditEntity,
  ProvisionalCreditPartEntity,
  ProvisionalCreditStepEntity,
  CreditResolutionEntity,
  CreditResolutionApprovalEntity,
];

/** What others may use. */
export const PROVISIONAL_PUBLIC = [
  CreditQueries,
  CreditPreview,
  CreditResolutionQueries,
  ProposeCreditResolution,
  ApproveCreditResolution,
  TendCredit,
  TakeBackCredit,
  HandOnShortfall,
];

/** What works behind it. */
export const PROVISIONAL_PROVIDERS = [
  GrantCredit,
  FinaliseCredit,
  EndCredit,
  BookCredit,
  FollowCredit,
  RecordTakeBack,
];
