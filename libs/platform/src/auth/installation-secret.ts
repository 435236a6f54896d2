import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { madeOnce, textIn } from '../files/made-once';

const SECRET_BYTES = 32;
const SECRET = /^[0-9a-f]{64}\n$/;

/**
 * The secret of this installation, for keyed hashes (HMAC-SHA-256): made on the first start, kept
 * in the state folder. Whoever uses it puts a word of their own before what they hash, so that no
 * hash says anything elsewhere. With another secret nothing that was hashed before is found again.
 */
export async function loadInstallationSecret(stateDir: string): Promise<Buffer> {
  const path = join(stateDir, 'keys', 'installation.secret');
  const fresh = `${randomBytes(SECRET_BYTES).toString('hex')}\n`;
  const text = (await textIn(path)) ?? (await madeOnce(path, fresh));
  if (SECRET.test(text)) return Buffer.from(text.trim(), 'hex');
  throw new Error(`${path} is not a secret; bring it back from a backup.`);
}
