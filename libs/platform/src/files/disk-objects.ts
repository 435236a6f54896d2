import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

import { flushFolder } from './durable-files';
import type { ObjectStore } from './object-store';

/** Keeps files in a folder. One that has its name survives a power cut. */
export class DiskObjects implements ObjectStore {
  constructor(private readonly folder: string) {}

  async place(draft: string, name: string): Promise<void> {
    const path = join(this.folder, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(draft, path);
    await flushFolder(dirname(path));
  }

  read(name: string): Readable {
    return createReadStream(join(this.folder, name));
  }

  async has(name: string): Promise<boolean> {
    return stat(join(this.folder, name)).then(
      () => true,
      () => false,
    );
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.folder, name), { force: true });
  }

  async removeAll(folder: string): Promise<void> {
    await rm(join(this.folder, folder), { recursive: true, force: true });
  }
}
