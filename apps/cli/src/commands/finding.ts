/** One thing that `ganpei doctor` looked at. */
export interface Finding {
  readonly isGood: boolean;
  readonly text: string;
}
