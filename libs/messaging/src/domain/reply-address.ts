import { createHmac, timingSafeEqual } from 'node:crypto';

import { isId } from '@app/kernel';

/** Whose addresses these are, and what signs them. */
export interface ReplyAddressing {
  /** The domain that our listener takes mail for. */
  readonly mailDomain: string;
  /** The secret of the installation. */
  readonly key: Buffer;
}

/** Stands before what is signed, so that no other keyed hash of the installation fits. */
const PURPOSE = 'ganpei reply address 1';
/** 120 bits are 24 characters of base32 without padding: no two texts mean the same bits. */
const SIGNATURE_BYTES = 15;
/** Mail servers may fold the case of a local part, so that all of it is lower case. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 57 characters: a local part may have 64 (RFC 5321 §4.5.3.1.1). */
const ADDRESS = /^reply\+([0-7][0-9a-hjkmnp-tv-z]{25})\.([0-9a-hjkmnp-tv-z]{24})@(.+)$/;

/**
 * The address under which a mail gets onto a claim: `reply+<id>.<signature>@<domain>`. Whoever has
 * it may write to the claim, and nothing else; it cannot be made up for another claim.
 */
export function signReplyAddress(claimId: string, addressing: ReplyAddressing): string {
  const id = claimId.slice('clm_'.length);
  return `reply+${id}.${signatureOf(id, addressing.key)}@${addressing.mailDomain.toLowerCase()}`;
}

/**
 * The id of the claim that an address was made for, in whatever case it comes back; null for every
 * other address: of another domain, of another installation, or changed in any character.
 */
export function readReplyAddress(address: string, addressing: ReplyAddressing): string | null {
  const [, id = '', signature = '', domain = ''] = ADDRESS.exec(address.toLowerCase()) ?? [];
  if (id === '' || domain !== addressing.mailDomain.toLowerCase()) return null;
  const right = Buffer.from(signatureOf(id, addressing.key));
  const claimId = `clm_${id}`;
  return timingSafeEqual(Buffer.from(signature), right) && isId(claimId, 'clm') ? claimId : null;
}

function signatureOf(id: string, key: Buffer): string {
  const hash = createHmac('sha256', key).update(`${PURPOSE}\n${id}`).digest();
  let bits = BigInt(`0x${hash.subarray(0, SIGNATURE_BYTES).toString('hex')}`);
  let text = '';
  for (let left = (SIGNATURE_BYTES * 8) / 5; left > 0; left -= 1) {
    text = ALPHABET.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return text;
}
