import { rmSync } from 'node:fs';

/** Stops the server of `global-setup.ts` and removes its folder. */
export default async function globalTeardown(): Promise<void> {
  const held = globalThis as {
    ganpeiTestServer?: { stop(): Promise<void> | undefined; stateDir: string };
  };
  await held.ganpeiTestServer?.stop();
  if (held.ganpeiTestServer !== undefined)
    rmSync(held.ganpeiTestServer.stateDir, { recursive: true, force: true });
}
