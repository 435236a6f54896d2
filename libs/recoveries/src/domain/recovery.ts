/**
 * Who owes: another house, an insurer, whoever caused the loss; a claimant who deceived us, or who
 * does not have a credit any more that no decision made final.
 */
export const RECOVERY_KINDS = [
  'institution',
  'insurer',
  'fraudster',
  'merchant',
  'claimant',
  'credit',
] as const;
export type RecoveryKind = (typeof RECOVERY_KINDS)[number];

/** Those whom a record names; a claimant is named by the claim. */
export const COUNTERPARTY_KINDS = ['institution', 'insurer', 'fraudster', 'merchant'] as const;
export type CounterpartyKind = (typeof COUNTERPARTY_KINDS)[number];

export const RECOVERY_STATUSES = [
  'open',
  'requested',
  'objected',
  'agreed',
  'received',
  'refused',
  'written_off',
  'closed',
] as const;
export type RecoveryStatus = (typeof RECOVERY_STATUSES)[number];

/** What is done to a recovery; what two people want is proposed, and then done or returned. */
export const RECOVERY_STEPS = [
  'open',
  'request',
  'agree',
  'receive',
  'refuse',
  'propose_write_off',
  'write_off',
  'propose_clawback',
  'claw_back',
  'object',
  'dismiss',
  'uphold',
  'return',
  'age',
] as const;
export type RecoveryStep = (typeof RECOVERY_STEPS)[number];

/** In which statuses each step is possible; the opening makes one, and so stands in none. */
const STEP_FROM: Readonly<Record<RecoveryStep, readonly RecoveryStatus[]>> = {
  open: [],
  request: ['open', 'requested', 'refused'],
  agree: ['requested', 'refused'],
  receive: ['requested', 'agreed', 'refused'],
  refuse: ['requested', 'agreed'],
  propose_write_off: ['requested', 'agreed', 'refused'],
  write_off: ['requested', 'agreed', 'refused'],
  propose_clawback: ['open'],
  claw_back: ['open'],
  object: ['requested', 'refused'],
  dismiss: ['objected'],
  uphold: ['objected'],
  return: ['open', 'requested', 'objected', 'agreed', 'refused'],
  age: ['requested', 'agreed', 'refused'],
};

/** Whether a step is possible on a recovery that stands so. */
export function mayStep(step: RecoveryStep, status: RecoveryStatus): boolean {
  return STEP_FROM[step].includes(status);
}

/**
 * Whether what is agreed stands in the books at once. Of whoever caused the loss only money that
 * has come counts (IAS 37: a contingent asset is no asset): it comes as a receipt (E26, E27).
 */
export function isBookedWhenAgreed(kind: RecoveryKind): boolean {
  return kind === 'institution' || kind === 'insurer';
}

/** Whether the claimant owes it: it stands on 1140, and nobody else is asked. */
export function isOwedByClaimant(kind: RecoveryKind): boolean {
  return kind === 'claimant' || kind === 'credit';
}

/** Whether its money comes as a receipt that is matched, and not by a step of its own. */
export function comesAsReceipt(kind: RecoveryKind): boolean {
  return kind === 'fraudster' || kind === 'merchant';
}

/** As much of a recovery as its amounts tell, in minor units. */
export interface RecoveryAmounts {
  readonly requestedMinor: bigint;
  readonly agreedMinor: bigint | null;
  readonly receivedMinor: bigint;
  readonly writtenOffMinor: bigint;
}

/** What is still to come of what was agreed, or asked for where nothing was agreed. */
export function outstandingMinor(recovery: RecoveryAmounts): bigint {
  const { requestedMinor, agreedMinor, receivedMinor, writtenOffMinor } = recovery;
  return (agreedMinor ?? requestedMinor) - receivedMinor - writtenOffMinor;
}

/** What of it stands in the books as an asset; nothing where nothing was agreed. */
export function bookedOutstandingMinor(
  recovery: RecoveryAmounts & { readonly kind: RecoveryKind },
): bigint {
  if (recovery.agreedMinor === null || comesAsReceipt(recovery.kind)) return 0n;
  return outstandingMinor(recovery);
}
