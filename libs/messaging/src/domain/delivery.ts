/** How a message reaches somebody outside. `thread`: only on the page, for want of an address. */
export type DeliveryChannel = 'mail' | 'sms' | 'im' | 'thread';

export type DeliveryState = 'queued' | 'sent' | 'failed' | 'bounced';

/**
 * What came of a try. `refused` is final: sending again changes nothing. `unsure` may have arrived:
 * it is sent again under the same id, by which whoever gets it twice knows it.
 */
export type DeliveryResult =
  | { readonly outcome: 'sent'; readonly providerId: string | null }
  | { readonly outcome: 'refused' | 'unsure'; readonly problem: string };

/** Where somebody can be reached; null for a channel that leads nowhere. */
export interface Reach {
  readonly mail: string | null;
  readonly im: string | null;
  readonly sms: string | null;
}

/** Mail holds it all, a chat most of it; a text message is for whoever has neither. */
const PREFERENCE = ['mail', 'im', 'sms'] as const;

/**
 * The channel for a message: the first that leads somewhere and has not failed it before; what
 * nothing can carry stands in the thread alone. Null when that has been said already.
 */
export function channelFor(
  reach: Reach,
  triedBefore: readonly DeliveryChannel[],
): DeliveryChannel | null {
  const open = PREFERENCE.find(
    (channel) => reach[channel] !== null && !triedBefore.includes(channel),
  );
  return open ?? (triedBefore.length === 0 ? 'thread' : null);
}

const MINUTE_MS = 60_000;
/**
 * Pauses before another try: more than four days in all, as RFC 5321 §4.5.4.1 asks of mail that
 * cannot be delivered. The first is longer than a try can take.
 */
const PAUSES_MIN = [1, 5, 15, 30, 60, 120, 240, 480, 960, 1_440, 1_440, 1_440, 1_440] as const;
export const TRIES_MAX = PAUSES_MIN.length;

/** When a try that begins now is taken for lost, and the next one begins. `tries` counts it. */
export function retryAt(tries: number, now: Date): Date {
  const pause = PAUSES_MIN[Math.min(tries, TRIES_MAX) - 1] ?? 1;
  return new Date(now.getTime() + pause * MINUTE_MS);
}

/** What becomes of a delivery after a try. */
export function stateAfter(result: DeliveryResult, tries: number): DeliveryState {
  if (result.outcome === 'sent') return 'sent';
  return result.outcome === 'refused' || tries >= TRIES_MAX ? 'failed' : 'queued';
}
