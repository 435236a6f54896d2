import { Reader } from './reader';
import type { Environment } from './reader';
import { walletConfig } from './wallet-config';

const SECRET = `whsec_${Buffer.from('twenty-four bytes or more').toString('base64')}`;
const GOOD = {
  WALLET_RAIL_URL: 'https://wallet.example.com/ganpei',
  WALLET_RAIL_SECRET: SECRET,
  WALLET_RAIL_WEBHOOK_SECRET: SECRET,
  WALLET_RAIL_SOURCES: 'our-wallet, old:wallet.1',
};

function read(env: Environment): { config: unknown; problems: string[] } {
  const problems: string[] = [];
  return { config: walletConfig(new Reader(env, problems)), problems };
}

describe('the wallet service in the configuration', () => {
  it('is none without an address', () => {
    expect(read({ WALLET_RAIL_SECRET: SECRET })).toEqual({ config: null, problems: [] });
  });

  it('has secrets for both directions, and the sources whose payments came from it', () => {
    expect(read(GOOD)).toEqual({
      config: {
        url: GOOD.WALLET_RAIL_URL,
        secret: SECRET,
        webhookSecret: SECRET,
        sources: ['our-wallet', 'old:wallet.1'],
      },
      problems: [],
    });
  });

  it('may have no sources: then it pays into named wallets only', () => {
    expect(read({ ...GOOD, WALLET_RAIL_SOURCES: '' }).config).toMatchObject({ sources: [] });
  });

  it.each(['http://127.0.0.1:4000', 'http://localhost:4000/x', 'http://[::1]:4000'])(
    'may listen at %s',
    (url) => {
      expect(read({ ...GOOD, WALLET_RAIL_URL: url }).problems).toEqual([]);
    },
  );

  it.each([
    'wallet',
    'http://wallet.example.com',
    'https://user:password@wallet.example.com',
    'https://wallet.example.com/?token=1',
    'ftp://127.0.0.1/',
  ])('does not listen at %s, which is not repeated', (url) => {
    const [problem] = read({ ...GOOD, WALLET_RAIL_URL: url }).problems;
    expect(problem).toMatch(/^WALLET_RAIL_URL must be like/);
    expect(problem).not.toContain('password@');
  });

  it('needs both secrets', () => {
    const { problems } = read({ ...GOOD, WALLET_RAIL_WEBHOOK_SECRET: '' });
    expect(problems).toEqual([expect.stringMatching(/^WALLET_RAIL_URL is set/)]);
  });
});
