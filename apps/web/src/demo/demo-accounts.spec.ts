import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts';

const MADE_BY_THE_DEMO = readFileSync(
  join(__dirname, '../../../cli/src/demo/demo-accounts.ts'),
  'utf8',
);

describe('the demo accounts on the page', () => {
  it('are the ones that the demo makes, each with its role', () => {
    const made = [...MADE_BY_THE_DEMO.matchAll(/username: '([^']+)'.*role: '([^']+)'/g)].map(
      ([, username, role]) => [username, role],
    );
    expect(made.length).toBeGreaterThan(3);
    const shown = DEMO_ACCOUNTS.map(({ username, role }) => [username, role.split('.')[1]]);
    expect(shown).toEqual(made);
  });

  it('have the password that the demo gives them', () => {
    expect(MADE_BY_THE_DEMO).toContain(`DEMO_PASSWORD = '${DEMO_PASSWORD}'`);
  });
});
