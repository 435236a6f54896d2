import { isBilingual, isRecord } from '../http/request-failure';
import type { Bilingual } from '../language/language';

/** The part of `GET /v1/public/contact` that pages show. */
export interface Contact {
  readonly phone: string;
  readonly hours: readonly OpenSpan[];
  readonly days: Bilingual;
  readonly zone: string;
  readonly isOpenNow: boolean;
  readonly opensNextAt: Date;
  readonly demo: boolean;
}

/** As a clock on the wall shows it: `09:00`. */
interface OpenSpan {
  readonly opens: string;
  readonly closes: string;
}

const WALL_TIME = /^\d\d:\d\d$/;

/** Reads the answer; null if a part is not what it should be. */
export function readContact(body: unknown): Contact | null {
  if (!isRecord(body)) return null;
  const { phone, hours, days, zone, isOpenNow, demo } = body;
  const opensNextAt = new Date(String(body.opensNextAt));
  if (!isText(phone) || !isText(zone) || !isBilingual(days)) return null;
  if (typeof isOpenNow !== 'boolean' || typeof demo !== 'boolean') return null;
  if (!isListOfSpans(hours) || Number.isNaN(opensNextAt.getTime())) return null;
  return { phone, hours, days, zone, isOpenNow, opensNextAt, demo };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isListOfSpans(value: unknown): value is readonly OpenSpan[] {
  return Array.isArray(value) && value.every(isSpan);
}

function isSpan(value: unknown): value is OpenSpan {
  return isRecord(value) && [value.opens, value.closes].every(isWallTime);
}

function isWallTime(value: unknown): boolean {
  return typeof value === 'string' && WALL_TIME.test(value);
}
