import { signInCommand } from './sign-in-command';

describe('the command to sign in', () => {
  it.each([
    ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000/v1/auth/token'],
    ['http://127.0.0.1:3000/?lang=en#main', 'http://127.0.0.1:3000/v1/auth/token'],
    ['https://example.org/ganpei/', 'https://example.org/ganpei/v1/auth/token'],
  ])('of the page %s asks %s', (page, address) => {
    expect(signInCommand(page)).toBe(
      `curl -s ${address} \\\n  -H 'Content-Type: application/json' \\\n` +
        `  -d '{"username":"lin@demo.ganpei","password":"demo"}'`,
    );
  });
});
