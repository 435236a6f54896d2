import { isRecord } from '../http/request-failure';

/** What was typed so far, field by field as the service names them, right or wrong. */
export type Content = Readonly<Record<string, unknown>>;

/** Whether two contents say the same, in whatever order their fields stand. */
export function isSameContent(one: Content, other: Content): boolean {
  return inOrder(one) === inOrder(other);
}

function inOrder(content: Content): string {
  return JSON.stringify(content, (_name, value: unknown) =>
    isRecord(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** What this browser keeps of a draft until the service has it. */
export interface KeptCopy {
  readonly content: Content;
  /** Which version of the draft it was typed over. */
  readonly version: number;
}

/** A copy as text, for the memory of the browser. */
export function textOfCopy(copy: KeptCopy): string {
  return JSON.stringify(copy);
}

/** The copy that was kept; null if there is none that can be read. */
export function readCopy(kept: string | null): KeptCopy | null {
  try {
    const facts: unknown = JSON.parse(kept ?? 'null');
    if (!isRecord(facts) || !isRecord(facts.content)) return null;
    const { content, version } = facts;
    return typeof version === 'number' ? { content, version } : null;
  } catch {
    // Somebody else wrote there.
    return null;
  }
}
