/** The number of a proposal in an address; what is no number of one is the number of none: 0. */
export function proposalNumberOf(text: string): number {
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 0;
}
