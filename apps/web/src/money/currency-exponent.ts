/**
 * Digits after the point for currencies whose count is not two: ISO 4217, the list by which the
 * service counts minor units. Browsers have a list of their own that differs (IQD, ALL, LAK).
 */
// prettier-ignore
const OTHER_EXPONENTS: ReadonlyMap<string, number> = new Map(Object.entries({
  BHD: 3, BIF: 0, CLF: 4, CLP: 0, DJF: 0, GNF: 0, IQD: 3, ISK: 0, JOD: 3, JPY: 0, KMF: 0, KRW: 0,
  KWD: 3, LYD: 3, OMR: 3, PYG: 0, RWF: 0, TND: 3, UGX: 0, UYI: 0, UYW: 4, VND: 0, VUV: 0, XAF: 0,
  XOF: 0, XPF: 0,
}));

/** How many digits of minor units a currency has: CNY 2, JPY 0, KWD 3. */
export function exponentOf(currency: string): number {
  return OTHER_EXPONENTS.get(currency) ?? 2;
}
