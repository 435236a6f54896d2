import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { UnitOfWork, jsonLogger } from '@app/platform';
import type { Config } from '@app/platform';

import { DemoPaper } from '../demo/demo-paper';
import { DemoStory } from '../demo/demo-story';
import { startInstance } from '../instance';
import { holdStateFolder } from '../state-folder-lock';

/**
 * `ganpei demo`: plays the whole story once. Without a folder it uses a fresh one and removes it
 * afterwards. Returns the exit code: 0 only when every invariant of the books holds.
 */
export async function runDemo(
  configFor: (stateDir: string) => Config,
  keptDir: string | null,
): Promise<number> {
  const stateDir = keptDir ?? (await mkdtemp(join(tmpdir(), 'ganpei-demo-')));
  const config = configFor(stateDir);
  const release = holdStateFolder(stateDir);
  const startedAt = performance.now();
  const write = (text: string): void => {
    process.stdout.write(text);
  };
  try {
    const instance = await startInstance({
      config,
      logger: jsonLogger(['error', 'fatal']),
      say: (text) => process.stderr.write(`${text}\n`),
    });
    try {
      const { app, url } = instance.service;
      write(`Ganpei 敢赔  你敢付，我敢赔  (${url}, ${stateDir})\n`);
      const isGood = await DemoStory.play(url, app.get(UnitOfWork).reads, new DemoPaper(write));
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
      write(
        isGood
          ? `\n一切相符。 All is in order. (${seconds} s)\n`
          : '\n有检查未通过。 A check failed.\n',
      );
      return isGood ? 0 : 1;
    } finally {
      await instance.close();
    }
  } finally {
    release();
    if (keptDir === null) await rm(stateDir, { recursive: true, force: true });
  }
}
