import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts';

/** The command that signs the first demo account in, for the place that this page came from. */
export function signInCommand(pageAddress: string): string {
  const credentials = { username: DEMO_ACCOUNTS[0]?.username, password: DEMO_PASSWORD };
  return [
    `curl -s ${new URL('v1/auth/token', pageAddress).href}`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(credentials)}'`,
  ].join(' \\\n  ');
}
