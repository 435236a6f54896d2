import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { verifyBundle } from '@app/ledger';

import { SAMPLE_KEY, sampleJournals, writeSampleBundle } from '../../support/sample-bundle';
import { stolenSince } from './measure';
import type { Measurement } from './measure';

const JOURNALS = 300_000;
const SEED = 20_260_301;
const ROUNDS = 3;

/** Verifies an exported bundle as an auditor does, on one core; the best of three rounds. */
export async function measureVerifying(): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'ganpei-bench-bundle-'));
  const bundle = join(folder, 'bundle');
  try {
    await writeSampleBundle(bundle, { journals: sampleJournals(SEED, JOURNALS, true) });
    let best = { elapsedMs: Number.POSITIVE_INFINITY, processorUs: 0, stolen: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const stolen = stolenSince();
      const before = process.cpuUsage();
      const startedAt = performance.now();
      verifyBundle(bundle, { keys: [SAMPLE_KEY] });
      const elapsedMs = performance.now() - startedAt;
      const { user, system } = process.cpuUsage(before);
      if (elapsedMs < best.elapsedMs) {
        best = { elapsedMs, processorUs: user + system, stolen: stolen() };
      }
    }
    return {
      name: `verifying a bundle of ${JOURNALS.toLocaleString('en')} journals, one core`,
      perS: (JOURNALS * 1_000) / best.elapsedMs,
      p50Ms: Number.NaN,
      p99Ms: Number.NaN,
      nodeUs: best.processorUs / JOURNALS,
      postgresUs: Number.NaN,
      stolen: best.stolen,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
