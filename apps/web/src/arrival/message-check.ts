import { isBilingual, isRecord } from '../http/request-failure';
import type { Bilingual } from '../language/language';

/** What the service knows of a message by its code; never what it says. */
export interface MessageCheck {
  /** Null when we sent none with this code. */
  readonly sent: { readonly at: Date; readonly to: string } | null;
  readonly advice: Bilingual;
  readonly neverAsked: Bilingual;
}

/** Reads `GET /v1/public/messages/:code`; null if a part is not what it should be. */
export function readMessageCheck(body: unknown): MessageCheck | null {
  if (!isRecord(body)) return null;
  const { sent, advice, neverAsked } = body;
  if (typeof sent !== 'boolean' || !isBilingual(advice) || !isBilingual(neverAsked)) return null;
  if (!sent) return { sent: null, advice, neverAsked };
  const at = new Date(String(body.sentAt));
  if (Number.isNaN(at.getTime()) || !isRecord(body.to)) return null;
  const { name, email, phone } = body.to;
  const parts = [name, email, phone].filter((part) => typeof part === 'string');
  const to = parts.join(', ') || '***';
  return { sent: { at, to }, advice, neverAsked };
}
