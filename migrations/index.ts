import { Platform1790000000000 } from './1790000000000-platform';
import { Ledger1790000000100 } from './1790000000100-ledger';
import { LedgerRules1790000000110 } from './1790000000110-ledger-rules';
import { TransparencyLog1790000000150 } from './1790000000150-transparency-log';
import { LedgerGuards1790000000160 } from './1790000000160-ledger-guards';
import { Payments1790000000200 } from './1790000000200-payments';
import { Claims1790000000300 } from './1790000000300-claims';
import { ClaimClocks1790000000310 } from './1790000000310-claim-clocks';
import { ClaimLives1790000000320 } from './1790000000320-claim-lives';
import { ClaimFiling1790000000325 } from './1790000000325-claim-filing';
import { ClaimEvidence1790000000330 } from './1790000000330-claim-evidence';
import { Programs1790000000350 } from './1790000000350-programs';
import { Review1790000000400 } from './1790000000400-review';
import { Letters1790000000420 } from './1790000000420-letters';
import { Payouts1790000000500 } from './1790000000500-payouts';
import { BankFiles1790000000515 } from './1790000000515-bank-files';
import { Decisions1790000000520 } from './1790000000520-decisions';
import { PayoutsResolved1790000000525 } from './1790000000525-payouts-resolved';
import { Risk1790000000530 } from './1790000000530-risk';
import { ReviewQueue1790000000580 } from './1790000000580-review-queue';
import { Controls1790000000590 } from './1790000000590-controls';
import { PinnedVersions1790000000595 } from './1790000000595-pinned-versions';
import { ArrivingFiles1790000000597 } from './1790000000597-arriving-files';
import { Thread1790000000600 } from './1790000000600-thread';
import { Notices1790000000610 } from './1790000000610-notices';
import { MailIn1790000000620 } from './1790000000620-mail-in';
import { NoSilence1790000000630 } from './1790000000630-no-silence';
import { Callbacks1790000000640 } from './1790000000640-callbacks';
import { Events1790000000650 } from './1790000000650-events';
import { Webhooks1790000000655 } from './1790000000655-webhooks';
import { PayoutNotices1790000000660 } from './1790000000660-payout-notices';
import { Reconciliation1790000000700 } from './1790000000700-reconciliation';
import { BreaksUndone1790000000702 } from './1790000000702-breaks-undone';
import { OpenItems1790000000705 } from './1790000000705-open-items';
import { Recoveries1790000000710 } from './1790000000710-recoveries';
import { RecoveryRules1790000000715 } from './1790000000715-recovery-rules';
import { RecoveredPayouts1790000000716 } from './1790000000716-recovered-payouts';
import { ClawbackObjections1790000000717 } from './1790000000717-clawback-objections';
import { AwardTakeBacks1790000000718 } from './1790000000718-award-take-backs';
import { ProvisionalCredits1790000000720 } from './1790000000720-provisional-credits';
import { Fund1790000000730 } from './1790000000730-fund';
import { PayoutsAppear1790000000740 } from './1790000000740-payouts-appear';
import { CreditResolutions1790000000745 } from './1790000000745-credit-resolutions';
import { JobCanaries1790000000750 } from './1790000000750-job-canaries';
import { ReportedPayments1790000000751 } from './1790000000751-reported-payments';
import { WithdrawnVersions1790000000752 } from './1790000000752-withdrawn-versions';
import { WithdrawnStatements1790000000760 } from './1790000000760-withdrawn-statements';
import { WithdrawnEvidence1790000000761 } from './1790000000761-withdrawn-evidence';
import { TransfersOnce1790000000762 } from './1790000000762-transfers-once';
import { BankReferences1790000000770 } from './1790000000770-bank-references';
import { BoundedTopUps1790000000771 } from './1790000000771-bounded-top-ups';
import { OwedAnswers1790000000772 } from './1790000000772-owed-answers';
import { CalendarVersions1790000000780 } from './1790000000780-calendar-versions';
import { ClockExtensions1790000000781 } from './1790000000781-clock-extensions';
import { Goodwill1790000000790 } from './1790000000790-goodwill';
import { ProvenPayments1790000000791 } from './1790000000791-proven-payments';
import { ClaimingAskedOnce1790000000810 } from './1790000000810-claiming-asked-once';
import { PayeesResolved1790000000820 } from './1790000000820-payees-resolved';
import { InstitutionEvents1790000000821 } from './1790000000821-institution-events';
import { AnswersUnderWay1790000000822 } from './1790000000822-answers-under-way';
import { PersonsAsKnown1790000000830 } from './1790000000830-persons-as-known';
import { LinesProveOnce1790000000831 } from './1790000000831-lines-prove-once';
import { BankNumbers1790000000832 } from './1790000000832-bank-numbers';
import { ReturnedTopUps1790000000833 } from './1790000000833-returned-top-ups';

/** Every migration, in order. New ones come at the end; a landed one is never edited. */
export const MIGRATIONS = [
  Platform1790000000000,
  Ledger1790000000100,
  LedgerRules1790000000110,
  TransparencyLog1790000000150,
  LedgerGuards1790000000160,
  Payments1790000000200,
  Claims1790000000300,
  ClaimClocks1790000000310,
  ClaimLives1790000000320,
  ClaimFiling1790000000325,
  ClaimEvidence1790000000330,
  Programs1790000000350,
  Review1790000000400,
  Letters1790000000420,
  Payouts1790000000500,
  BankFiles1790000000515,
  Decisions1790000000520,
  PayoutsResolved1790000000525,
  Risk1790000000530,
  ReviewQueue1790000000580,
  Controls1790000000590,
  PinnedVersions1790000000595,
  ArrivingFiles1790000000597,
  Thread1790000000600,
  Notices1790000000610,
  MailIn1790000000620,
  NoSilence1790000000630,
  Callbacks1790000000640,
  Events1790000000650,
  Webhooks1790000000655,
  PayoutNotices1790000000660,
  Reconciliation1790000000700,
  BreaksUndone1790000000702,
  OpenItems1790000000705,
  Recoveries1790000000710,
  RecoveryRules1790000000715,
  RecoveredPayouts1790000000716,
  ClawbackObjections1790000000717,
  AwardTakeBacks1790000000718,
  ProvisionalCredits1790000000720,
  Fund1790000000730,
  PayoutsAppear1790000000740,
  CreditResolutions1790000000745,
  JobCanaries1790000000750,
  ReportedPayments1790000000751,
  WithdrawnVersions1790000000752,
  WithdrawnStatements1790000000760,
  WithdrawnEvidence1790000000761,
  TransfersOnce1790000000762,
  BankReferences1790000000770,
  BoundedTopUps1790000000771,
  OwedAnswers1790000000772,
  CalendarVersions1790000000780,
  ClockExtensions1790000000781,
  Goodwill1790000000790,
  ProvenPayments1790000000791,
  ClaimingAskedOnce1790000000810,
  PayeesResolved1790000000820,
  InstitutionEvents1790000000821,
  AnswersUnderWay1790000000822,
  PersonsAsKnown1790000000830,
  LinesProveOnce1790000000831,
  BankNumbers1790000000832,
  ReturnedTopUps1790000000833,
] as const;
