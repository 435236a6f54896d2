import { createHash } from 'node:crypto';

import { canonicalize } from 'json-canonicalize';

import type { Pack } from './pack';

/**
 * What an approver of a version puts their name to: SHA-256, in hexadecimal, over the canonical
 * JSON (RFC 8785) of the pack and its cases. The order in which fields were written does not count.
 */
export function versionDigest(pack: Pack, cases: object): string {
  return sha256Of({ pack, cases });
}

/** The fingerprint of a pack, which is also its ETag: SHA-256 over its canonical JSON. */
export function packDigest(pack: Pack): string {
  return sha256Of(pack);
}

function sha256Of(content: object): string {
  return createHash('sha256').update(canonicalize(content)).digest('hex');
}
