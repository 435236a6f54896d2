import { readList } from '../http/read-list';
import { isBilingual, isRecord } from '../http/request-failure';
import type { Bilingual } from '../language/language';

/** A kind of loss, as a guarantee that is promised here names it. */
export interface LossType {
  readonly id: string;
  readonly label: Bilingual;
}

/** Reads `GET /v1/programs`: the kinds of loss of what is promised today, each once. */
export function readLossTypes(body: unknown): readonly LossType[] | null {
  const programs = isRecord(body) ? readList(body.data, readProgram) : null;
  if (programs === null) return null;
  const known = new Map<string, LossType>();
  for (const lossType of programs.flat()) {
    if (!known.has(lossType.id)) known.set(lossType.id, lossType);
  }
  return [...known.values()];
}

function readProgram(value: unknown): readonly LossType[] | null {
  if (!isRecord(value)) return null;
  if (value.offered !== true || value.inForce !== true) return [];
  return readList(value.lossTypes, readLossType);
}

function readLossType(value: unknown): LossType | null {
  if (!isRecord(value)) return null;
  const { id, label } = value;
  return typeof id === 'string' && isBilingual(label) ? { id, label } : null;
}
