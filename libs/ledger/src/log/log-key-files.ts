import type { KeyObject } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';

import { Inject, Injectable } from '@nestjs/common';

import { CONFIG, flushFolder, readOrMakePrivateKey, readPrivateKey } from '@app/platform';
import type { Config } from '@app/platform';

/**
 * The log's private keys, files of mode 0600 in the state folder: the one in force, and while it is
 * being replaced the next one. Read anew for each seal, so that a command can put one there.
 */
@Injectable()
export class LogKeyFiles {
  private readonly folder: string;
  private readonly currentPath: string;
  private readonly nextPath: string;

  constructor(@Inject(CONFIG) { stateDir }: Pick<Config, 'stateDir'>) {
    this.folder = join(stateDir, 'keys');
    this.currentPath = join(this.folder, 'ledger-log.ed25519.pem');
    this.nextPath = join(this.folder, 'ledger-log.next.ed25519.pem');
  }

  async current(): Promise<KeyObject | null> {
    return readPrivateKey(this.currentPath);
  }

  async next(): Promise<KeyObject | null> {
    return readPrivateKey(this.nextPath);
  }

  /** For the first start. */
  async readOrMakeCurrent(): Promise<KeyObject> {
    return readOrMakePrivateKey(this.currentPath);
  }

  async readOrMakeNext(): Promise<KeyObject> {
    return readOrMakePrivateKey(this.nextPath);
  }

  /**
   * Puts the next key in the place of the one in force, which is gone with that: one rename, so
   * that a crash leaves both files or the new one. The caller holds the sealer's lock, lest another
   * key be put there in the meantime.
   */
  async promoteNext(): Promise<void> {
    await rename(this.nextPath, this.currentPath);
    await flushFolder(this.folder);
  }
}
