/** Nobody waits longer than this at once, whatever others have tried. */
const WAIT_MAX_S = 60;
/** Failures are forgotten when there was none for so long. */
const FORGET_MS = 3_600_000;
/** So that a crowd of names or addresses does not fill the memory. */
const KEPT_MAX = 20_000;

interface Failures {
  readonly count: number;
  readonly lastAt: number;
}

/** How often something failed, by a key; from so many times on each failure doubles the wait. */
export class Waits {
  private readonly failuresOf = new Map<string, Failures>();

  /** `freeMax`: so many failures cost nothing. */
  constructor(private readonly freeMax: number) {}

  /** How long a key has to wait still: 1 s after the last free failure, then 2 s, 4 s and so on. */
  leftMs(key: string, now: Date): number {
    const failures = this.failuresOf.get(key);
    if (failures === undefined || failures.count < this.freeMax) return 0;
    const waitS = Math.min(WAIT_MAX_S, 2 ** Math.min(failures.count - this.freeMax, 10));
    return Math.max(0, failures.lastAt + waitS * 1_000 - now.getTime());
  }

  add(key: string, now: Date): void {
    const known = this.failuresOf.get(key);
    const isOver = known === undefined || known.lastAt + FORGET_MS <= now.getTime();
    // At the end again, so that the first of the map is the one that was quiet for longest.
    this.failuresOf.delete(key);
    this.failuresOf.set(key, { count: isOver ? 1 : known.count + 1, lastAt: now.getTime() });
    const [oldest] = this.failuresOf.keys();
    if (this.failuresOf.size > KEPT_MAX && oldest !== undefined) this.failuresOf.delete(oldest);
  }

  forget(key: string): void {
    this.failuresOf.delete(key);
  }
}
