/** The questions of a claim in their order, one a page; the last one shows all the answers. */
export const FILING_STEPS = [
  'payments',
  'happened',
  'noticed',
  'contact',
  'evidence',
  'payout',
  'check',
] as const;
export type FilingStep = (typeof FILING_STEPS)[number];

export const FIRST_STEP = FILING_STEPS[0];

/** The step of that name; null for any other word. */
export function stepCalled(name: string | null): FilingStep | null {
  return FILING_STEPS.find((step) => step === name) ?? null;
}

/** What comes after a step, and what came before it; null where there is nothing. */
export function stepBeside(step: FilingStep, distance: 1 | -1): FilingStep | null {
  return FILING_STEPS[FILING_STEPS.indexOf(step) + distance] ?? null;
}

const STEP_OF_FIELD: Readonly<Record<string, FilingStep>> = {
  lines: 'payments',
  unlistedPayment: 'payments',
  lossType: 'happened',
  packId: 'happened',
  narrative: 'happened',
  discoveredAt: 'noticed',
  contact: 'contact',
  proxy: 'contact',
  files: 'evidence',
  payoutMethod: 'payout',
  // How the service names what is wrong with an account by itself.
  account: 'payout',
  route: 'payout',
};

/** On which step a field is asked for, by its path such as `lines[0].money.amountMinor`. */
export function stepOfField(field: string): FilingStep {
  const [name = ''] = field.split(/[.[]/);
  return Object.hasOwn(STEP_OF_FIELD, name) ? (STEP_OF_FIELD[name] ?? 'check') : 'check';
}
