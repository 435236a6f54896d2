import { alreadyMadeWhole, caps, coverage, excess } from './amount-rules';
import {
  claimant,
  crossBorder,
  currency,
  exclusions,
  limits,
  lossType,
  paymentSettled,
  rail,
  requirements,
} from './eligibility-rules';
import { filingWindow } from './filing-window';
import { liability } from './liability';
import type { AmountRule } from './rule';
import { split } from './split';

/**
 * Every rule of the evaluator that can change an amount, in the order in which it is applied. What
 * is to be credited beforehand, and the approval, come after.
 */
export const AMOUNT_RULES: readonly AmountRule[] = [
  { name: 'loss_type', apply: lossType },
  { name: 'currency', apply: currency },
  { name: 'claimant', apply: claimant },
  { name: 'requirements', apply: requirements },
  { name: 'rail', apply: rail },
  { name: 'cross_border', apply: crossBorder },
  { name: 'payment_settled', apply: paymentSettled },
  { name: 'limits', apply: limits },
  { name: 'window', apply: filingWindow },
  { name: 'exclusions', apply: exclusions },
  { name: 'already_made_whole', apply: alreadyMadeWhole },
  { name: 'coverage', apply: coverage },
  { name: 'liability', apply: liability },
  { name: 'cap', apply: caps },
  { name: 'excess', apply: excess },
  { name: 'split', apply: split },
];
