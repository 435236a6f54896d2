const DAY_MS = 86_400_000;

/** How far books and statements may be apart. */
export const MATCH_TERMS = {
  /** A line this much earlier or later than its entry is matched, and for people to look at. */
  dateApartMs: 3 * DAY_MS,
  /** A top-up carries no key: it is found by its amount within these days. */
  topUpApartMs: 5 * DAY_MS,
  /** A rail states some things on the day after: until then nothing is missing. */
  lagMs: DAY_MS,
} as const;
