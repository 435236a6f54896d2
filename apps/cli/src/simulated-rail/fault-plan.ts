import type { BookedTransfer } from './booked-transfer';
import type { FaultCall, FaultKind, RailFault } from './rail-fault';

/** What the plan knows of a request: the order, or only the key for a query of a stranger's key. */
type FaultSubject = Pick<BookedTransfer, 'key'> &
  Partial<Pick<BookedTransfer, 'reference' | 'money'>>;

/** The faults that befall one request. */
export class ActiveFaults {
  constructor(private readonly faults: readonly RailFault[]) {}

  find(kind: FaultKind): RailFault | undefined {
    return this.faults.find((fault) => fault.kind === kind);
  }

  /** The others, for a rail that plays these kinds in its own manner. */
  except(kinds: readonly FaultKind[]): ActiveFaults {
    return new ActiveFaults(this.faults.filter(({ kind }) => !kinds.includes(kind)));
  }

  has(kind: FaultKind): boolean {
    return this.find(kind) !== undefined;
  }
}

/** The faults that are still to happen. They live in memory: a restarted rail behaves. */
export class FaultPlan {
  private entries: { readonly fault: RailFault; left: number }[] = [];

  /** Replaces all faults. */
  set(faults: readonly RailFault[]): void {
    this.entries = faults.map((fault) => ({ fault, left: fault.times ?? 1 }));
  }

  /** The faults that are left, with the number of requests that each still affects. */
  list(): RailFault[] {
    return this.entries
      .filter(({ left }) => left > 0)
      .map(({ fault, left }) => ({ ...fault, times: left }));
  }

  /** Uses up every fault that matches the request; of one kind only the first. */
  take(call: FaultCall, subject: FaultSubject): ActiveFaults {
    const taken = new Map<FaultKind, RailFault>();
    for (const entry of this.entries) {
      const { fault, left } = entry;
      const isDue = left > 0 && (fault.on ?? 'send') === call && !taken.has(fault.kind);
      if (!isDue || !matches(fault, subject)) continue;
      entry.left -= 1;
      taken.set(fault.kind, fault);
    }
    return new ActiveFaults([...taken.values()]);
  }
}

function matches({ match = {} }: RailFault, subject: FaultSubject): boolean {
  const isSame = (wanted: string | undefined, actual: string | undefined): boolean =>
    wanted === undefined || wanted === actual;
  return (
    isSame(match.key, subject.key) &&
    isSame(match.reference, subject.reference) &&
    isSame(match.amountMinor, subject.money?.amountMinor)
  );
}
