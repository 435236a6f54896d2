import type { Readable } from 'node:stream';

/** Where the bytes of files lie, by name: in a folder or in a bucket. */
export interface ObjectStore {
  /** Moves a draft on this machine's disk, which is flushed already, to its name for good. */
  place(draft: string, name: string): Promise<void>;
  /** Opens a file; the stream fails when there is none. */
  read(name: string): Readable;
  has(name: string): Promise<boolean>;
  /** Removes one file; none is no error. */
  remove(name: string): Promise<void>;
  /** Removes all files whose names begin so; none is no error. */
  removeAll(folder: string): Promise<void>;
}
