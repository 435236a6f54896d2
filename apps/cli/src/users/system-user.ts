import { userInfo } from 'node:os';

/** Who of the machine's users runs this, for the audit trail. */
export function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return String(process.getuid?.() ?? 'unknown');
  }
}
