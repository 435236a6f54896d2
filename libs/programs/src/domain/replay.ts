import { createHash } from 'node:crypto';

import { canonicalize } from 'json-canonicalize';

import { assess } from './assess';
import type { Assessment, AssessmentFacts } from './assessment';
import type { Pack } from './pack';

/** An assessment as it was kept: what it was told, and what it said. */
export interface KeptAssessment {
  readonly facts: AssessmentFacts;
  readonly result: Assessment;
  readonly assessedAt: Date;
}

/** Where two JSON values differ first, in the order of canonical JSON; values as JSON. */
export interface Difference {
  readonly path: string;
  /** `null` where there is nothing at this path. */
  readonly kept: string | null;
  readonly again: string | null;
}

export interface Replay {
  /** Of the canonical bytes (RFC 8785) that were kept. */
  readonly bytes: number;
  readonly sha256: string;
  /** `null`: the same bytes came out again. */
  readonly difference: Difference | null;
}

/**
 * Works an assessment out again, from the facts and the time that were kept, and compares the
 * canonical bytes. Throws as `assess` does.
 */
export function replay(pack: Pack, kept: KeptAssessment): Replay {
  // As JSON, because that is what was kept: a field without a value is no field.
  const again = JSON.parse(canonicalize(assess(pack, kept.facts, kept.assessedAt))) as unknown;
  const keptText = canonicalize(kept.result);
  return {
    bytes: Buffer.byteLength(keptText),
    sha256: createHash('sha256').update(keptText).digest('hex'),
    difference: keptText === canonicalize(again) ? null : firstDifference(kept.result, again, '$'),
  };
}

function firstDifference(kept: unknown, again: unknown, path: string): Difference | null {
  if (!isContainer(kept) || !isContainer(again) || Array.isArray(kept) !== Array.isArray(again)) {
    const difference = { path, kept: written(kept), again: written(again) };
    return difference.kept === difference.again ? null : difference;
  }
  for (const key of keysOf(kept, again)) {
    const step = Array.isArray(kept) ? `${path}[${key}]` : `${path}.${key}`;
    const found = firstDifference(kept[key], again[key], step);
    if (found !== null) return found;
  }
  return null;
}

/** In the order of the list, or as canonical JSON sorts them. */
function keysOf(kept: object, again: object): string[] {
  const keys = [...new Set([...Object.keys(kept), ...Object.keys(again)])];
  return Array.isArray(kept) ? keys : keys.sort();
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function written(value: unknown): string | null {
  return value === undefined ? null : canonicalize(value);
}
