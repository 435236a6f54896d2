import { Platform1790000000000 } from './1790000000000-platform';
import { Ledger1790000000100 } from './1790000000100-ledger';
import { LedgerRules1790000000110 } from './1790000000110-ledger-rules';
import { TransparencyLog1790000000150 } from './1790000000150-transparency-log';
import { LedgerGuards1790000000160 } from './1790000000160-ledger-guards';
import { Payments1790000000200 } from './1790000000200-payments';
import { Claims1790000000300 } from './1790000000300-claims';
import { ClaimClocks1790000000310 } from './1790000000310-claim-clocks';
import { Programs1790000000350 } from './1790000000350-programs';
import { Review1790000000400 } from './1790000000400-review';
import { Payouts1790000000500 } from './1790000000500-payouts';

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
  Programs1790000000350,
  Review1790000000400,
  Payouts1790000000500,
] as const;
