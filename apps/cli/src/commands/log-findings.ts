import { DomainError, SystemClock } from '@app/kernel';
import {
  LogKeyFiles,
  LogQueries,
  checkpointPlaces,
  judgeLog,
  requireKnownCheckpoint,
  verifierKeyText,
} from '@app/ledger';
import type { CheckpointPlace, Publication } from '@app/ledger';
import type { Config, Reads } from '@app/platform';

import type { Finding } from './finding';

const queries = new LogQueries();

/** How the transparency log is: its size, its key, and what the places outside hold of it. */
export async function logFindings(reads: Reads, config: Config): Promise<Finding[]> {
  const origin = await queries.origin(reads);
  const clock = new SystemClock();
  const state = await queries.state(reads);
  const { status, oldestUnsealedSeconds } = judgeLog(state, clock.now());
  const size = String(state.checkpoint?.size ?? 0);
  const sealedAt = state.checkpoint?.sealedAt.toISOString() ?? 'never';
  const places = checkpointPlaces(config.ledger, clock);
  return [
    {
      isGood: status !== 'late',
      text: `Transparency log ${origin ?? '(not opened yet)'}: ${size} journals, last checkpoint ${sealedAt}, oldest unsealed journal ${String(oldestUnsealedSeconds)} s old`,
    },
    ...(origin === null ? [] : await keyFinding(reads, config, origin)),
    ...(await Promise.all(places.map((place) => placeFinding(reads, place)))),
    ...state.publications.flatMap(failureFinding),
  ];
}

async function keyFinding(reads: Reads, config: Config, origin: string): Promise<Finding[]> {
  const inForce = (await queries.keys(reads)).at(-1)?.verifierKey;
  if (inForce === undefined) return [];
  const files = new LogKeyFiles(config);
  const keys = [await files.current(), await files.next()].filter((key) => key !== null);
  const isGood = keys.some((key) => verifierKeyText(origin, key) === inForce);
  const where = isGood ? 'is' : 'is not';
  return [{ isGood, text: `The log's private key ${where} in the state folder: ${inForce}` }];
}

async function placeFinding(reads: Reads, place: CheckpointPlace): Promise<Finding> {
  const name = `Place "${place.name}"`;
  try {
    const note = await place.held();
    if (note === null)
      return { isGood: true, text: `${name}: holds nothing that can be looked at` };
    const size = await requireKnownCheckpoint(reads, queries, { place: place.name, note });
    return { isGood: true, text: `${name}: holds the checkpoint of ${String(size)} journals` };
  } catch (error) {
    if (error instanceof DomainError) return { isGood: false, text: error.text.en };
    return { isGood: false, text: `${name}: ${String(error)}` };
  }
}

function failureFinding({ place, failingSince, failure }: Publication): Finding[] {
  if (failingSince === null) return [];
  const text = `Place "${place}": refuses checkpoints since ${failingSince.toISOString()}: ${failure ?? '?'}`;
  return [{ isGood: false, text }];
}
