/** What a mail server tells about one recipient (RFC 3464 §2.3). */
export interface DeliveryReport {
  /** `failed` is final; `delayed` and the rest are not. */
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | 'unknown';
  /** RFC 3463, such as `5.1.1`; null when it says none. */
  readonly status: string | null;
}

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;
const OUR_MESSAGE = /\b(msg_[0-7][0-9a-hjkmnp-tv-z]{25})@([a-z0-9.-]+)/gi;

/**
 * Reads the report in a bounce. Of several recipients the worst is told: we write to one person a
 * mail. Servers that send no report in the form of RFC 3464 only write when delivery has failed.
 */
export function readDeliveryReport(text: string): DeliveryReport {
  const said = [...text.matchAll(/^Action\s*:\s*([a-z]+)/gim)].map(([, action = '']) =>
    action.toLowerCase(),
  );
  const action = said.length === 0 ? 'failed' : (ACTIONS.find((one) => said.includes(one)) ?? null);
  const statuses = [...text.matchAll(/^Status\s*:\s*([245]\.\d{1,3}\.\d{1,3})/gim)].map(
    ([, status = '']) => status,
  );
  const status = statuses.find((one) => one.startsWith('5')) ?? statuses[0] ?? null;
  return { action: action ?? 'unknown', status };
}

/** The messages of ours that a bounce speaks of: it carries the head of the mail that came back. */
export function reportedMessages(text: string, mailDomain: string): string[] {
  const found = [...text.matchAll(OUR_MESSAGE)]
    .filter(([, , domain = '']) => domain.toLowerCase() === mailDomain.toLowerCase())
    .map(([, id = '']) => id.toLowerCase());
  return [...new Set(found)];
}
