import { createHmac } from 'node:crypto';

const WHOLE_BP = 10_000;
const DRAWN_BYTES = 6;

/**
 * Whether a claim that the machine would approve is drawn for people to look at all the same, so
 * that the machine is measured. By HMAC-SHA-256 of the claim's id with the installation's secret:
 * nobody outside can tell beforehand, and a claim that is assessed again is drawn again. `sampleBp`
 * of 10,000 claims are drawn, in the long run.
 */
export function isInQaSample(claimId: string, sampleBp: number, secret: Buffer): boolean {
  const hash = createHmac('sha256', secret).update(`qa-sample\n${claimId}`).digest();
  return hash.readUIntBE(0, DRAWN_BYTES) % WHOLE_BP < sampleBp;
}
