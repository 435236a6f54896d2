import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** What Debian, Ubuntu, Fedora and others call it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const ELSEWHERE = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** This machine is all that a browser of the tests can reach, by address and not by name. */
const SWITCHES = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

/** `describe` for tests that need a browser, and are skipped where there is none. */
export function describeInBrowser(): jest.Describe {
  if (chromiumPath() !== null) return describe;
  process.stdout.write('Not installed, so that tests are skipped: chromium, fonts-noto-cjk\n');
  return describe.skip;
}

/** A browser without a window, or with one where `SHOW` is set, a little slower then. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === null) {
    throw new Error('There is no Chromium here: install it, or say where it is in CHROMIUM.');
  }
  const isShown = process.env.SHOW !== undefined;
  return chromium.launch({
    executablePath,
    args: SWITCHES,
    headless: !isShown,
    slowMo: isShown ? 300 : 0,
  });
}

/** `CHROMIUM`, or the first that is found on the path; null where there is none. */
function chromiumPath(): string | null {
  const given = process.env.CHROMIUM;
  if (given !== undefined && given !== '') return given;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...ELSEWHERE].find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
