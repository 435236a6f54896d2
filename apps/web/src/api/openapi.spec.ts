import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../..');

interface Scripts {
  readonly scripts: Readonly<Record<string, string>>;
}

/** What the script makes of the description as it is now. */
function madeNow(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ganpei-client-'));
  try {
    const made = join(folder, 'openapi.d.ts');
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Scripts;
    const [, description = '', , , ...options] = (scripts['client:web'] ?? '').split(' ');
    const program = 'node_modules/openapi-typescript/bin/cli.js';
    const call = [program, description, '--output', made, ...options];
    execFileSync(process.execPath, call, { cwd: ROOT, stdio: 'ignore' });
    return readFileSync(made, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the types of the service', () => {
  it('are those of its description: `npm run client:web` makes them anew', () => {
    const kept = readFileSync(join(__dirname, 'openapi.d.ts'), 'utf8');
    expect(madeNow() === kept).toBe(true);
  });
});
