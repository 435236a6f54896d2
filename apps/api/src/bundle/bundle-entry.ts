import type { Bilingual } from '@app/kernel';

/** One file of a bundle: where it stands in it, and what it is, for whoever opens it. */
export type BundleEntry = WrittenEntry | StoredEntry;

/** Made for the bundle. */
export interface WrittenEntry {
  readonly path: string;
  readonly what: Bilingual;
  readonly text: string;
}

/** A file of the file store, as it was handed in or issued. */
export interface StoredEntry {
  readonly path: string;
  readonly what: Bilingual;
  readonly sha256: string;
}

/** Data as people and programs can read them. */
export function jsonEntry(path: string, what: Bilingual, data: unknown): WrittenEntry {
  return { path, what, text: `${JSON.stringify(data, null, 2)}\n` };
}
