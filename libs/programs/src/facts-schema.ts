import { MILESTONES } from './domain/events';

/** Control characters, overrides of direction, invisible characters; and nothing but blanks. */
const UNSAFE = '^\\s*$|[\\p{Cc}\\p{Surrogate}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]';
const NAME = { type: 'string', minLength: 1, maxLength: 80, not: { pattern: UNSAFE } } as const;
const NAMES = { type: 'array', maxItems: 200, uniqueItems: true, items: NAME } as const;
const MINOR = { type: 'string', pattern: '^(0|[1-9]\\d{0,14})$', maxLength: 15 } as const;
/** A time of RFC 3339 with its zone, in the years 2000 to 2199. */
const INSTANT = { type: 'string', format: 'date-time', maxLength: 40 } as const;

const LINE = {
  type: 'object',
  additionalProperties: false,
  required: [
    'lineId',
    'paymentId',
    'amountMinor',
    'currency',
    'paidAt',
    'rail',
    'refundedMinor',
    'paymentAmountMinor',
    'status',
  ],
  properties: {
    lineId: NAME,
    paymentId: NAME,
    amountMinor: { ...MINOR, description: 'What is claimed on this payment.' },
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    paidAt: INSTANT,
    rail: NAME,
    refundedMinor: MINOR,
    paymentAmountMinor: MINOR,
    status: { type: 'string', enum: ['settled', 'refunded', 'partly_refunded', 'failed'] },
    circumstances: NAMES,
    refuted: NAMES,
    crossBorder: { type: 'boolean' },
    purchasePriceMinor: MINOR,
    feesMinor: MINOR,
    damageBp: { type: 'integer', minimum: 0, maximum: 10_000 },
  },
} as const;

const SIGNAL = {
  type: 'object',
  additionalProperties: false,
  required: ['code', 'value', 'threshold', 'direction', 'clean'],
  properties: {
    code: NAME,
    value: NAME,
    threshold: NAME,
    direction: { type: 'string', enum: ['above', 'below'] },
    clean: { type: 'boolean' },
    version: { type: 'integer', minimum: 1, maximum: 1_000 },
    speaksFor: { type: 'string', enum: ['claimant'] },
    source: { ...NAMES, maxItems: 50 },
  },
} as const;

/**
 * The shape of `AssessmentFacts` as JSON Schema (draft 2020-12), for whoever writes facts by hand
 * or sends them: the one description behind `checkFacts` and behind the API's documentation.
 */
export const FACTS_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['lossType', 'discoveredAt', 'filedAt', 'claimant', 'lines', 'evidence', 'signals'],
  properties: {
    lossType: NAME,
    discoveredAt: INSTANT,
    filedAt: INSTANT,
    claimant: {
      type: 'object',
      additionalProperties: false,
      required: ['kind', 'awardedThisYearMinor'],
      properties: { kind: NAME, awardedThisYearMinor: MINOR },
    },
    lines: { type: 'array', minItems: 1, maxItems: 500, items: LINE },
    exclusions: NAMES,
    circumstances: NAMES,
    refuted: NAMES,
    events: {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(MILESTONES.map((milestone) => [milestone, INSTANT])),
    },
    fundsFoundMinor: MINOR,
    evidence: NAMES,
    signals: { type: 'array', maxItems: 100, items: SIGNAL },
  },
} as const;
