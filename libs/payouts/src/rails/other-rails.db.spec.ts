import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AssessClaim } from '@app/review';

import { alipayEmulatorKeys } from '../../../../apps/cli/src/rail-emulators/alipay/alipay-emulator-keys';
import { alipayMessages } from '../../../../apps/cli/src/rail-emulators/alipay/alipay-messages';
import { startAlipayEmulator } from '../../../../apps/cli/src/rail-emulators/alipay/start-alipay-emulator';
import type { AlipayEmulator } from '../../../../apps/cli/src/rail-emulators/alipay/start-alipay-emulator';
import { startWalletEmulator } from '../../../../apps/cli/src/rail-emulators/wallet/start-wallet-emulator';
import type { WalletEmulator } from '../../../../apps/cli/src/rail-emulators/wallet/start-wallet-emulator';
import {
  claimNow,
  decide,
  filedCase,
  handInAll,
  payoutNow,
  payoutsOf,
} from '../../../../test/support/cases';
import { atRest, lookedAt, payoutBookings, stateOf } from '../../../../test/support/payout-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { PayoutEntity } from '../persistence/payout.entity';
import { AlipayRailAdapter } from './alipay/alipay.rail';
import { WalletRailAdapter } from './wallet/wallet.rail';

const NAME = '林小满';
const HOUR_MS = 3_600_000;
const NOBODY = 'http://127.0.0.1:1/nobody';
const PAID = ['E15 2030/2040 86000', 'E16 2040/1030 86000'];
const TIMEOUT_MS = 1_200;

interface Account {
  readonly kind: 'alipay' | 'wallet';
  readonly number: string;
}

let accounts = 0;

/** An account that nothing was paid to before: what goes to one adds up to a limit. */
function anAccount(kind: Account['kind']): Account {
  accounts += 1;
  return { kind, number: `1380013${String(8_000 + accounts)}` };
}

/** A payout of 860.00 to an account that was named more than a day ago. */
async function aPayoutTo(ops: TestOperations, { kind, number }: Account): Promise<PayoutEntity> {
  const account = { kind, number, holderName: NAME, bank: null };
  const claim = await filedCase(ops, {
    payerName: NAME,
    claim: { payoutMethod: { route: 'account', account } },
  });
  await handInAll(ops, claim);
  await ops.get(AssessClaim).run({ claimId: claim.id });
  ops.clock.moveOn(25 * HOUR_MS);
  await decide(ops, await claimNow(ops, claim));
  await ops.openPayouts.run({ claimId: claim.id });
  const [payout] = await payoutsOf(ops, claim);
  return payout!;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'other-rails-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('a payout by Alipay', () => {
  let alipay: AlipayEmulator;
  let ops: TestOperations;
  beforeAll(async () => {
    alipay = await startAlipayEmulator({
      folder: join(folder, 'alipay'),
      port: 0,
      webhookUrl: NOBODY,
      bookClock: () => ops.clock.now(),
    });
    const { ALIPAY_PRIVATE_KEY_FILE: ours = '', ALIPAY_PUBLIC_KEY_FILE: theirs = '' } =
      alipay.variables;
    const rail = new AlipayRailAdapter({
      appId: alipay.appId,
      privateKey: readFileSync(ours, 'utf8'),
      trust: { publicKey: readFileSync(theirs, 'utf8') },
      gatewayUrl: `${alipay.url}/gateway.do`,
      scene: null,
      timeoutMs: TIMEOUT_MS,
    });
    ops = await TestOperations.start({ rail });
  });
  afterAll(async () => {
    await alipay.close();
    await ops.stop();
  });
  afterEach(() => {
    alipay.setFaults([]);
  });

  const transfersOf = ({ key }: PayoutEntity): readonly object[] =>
    alipay.book.all().filter((transfer) => transfer.key === key);

  it('is sent, asked for and booked, and pays the claim', async () => {
    const to = anAccount('alipay');
    const payout = await aPayoutTo(ops, to);
    expect(payout.rail).toBe('alipay');
    expect(stateOf(await lookedAt(ops, payout, 0))).toBe('pending');
    const end = await lookedAt(ops, payout);
    expect(stateOf(end)).toBe('settled');
    expect(await payoutBookings(ops, end)).toEqual(PAID);
    expect((await claimNow(ops, { id: end.claimId })).status).toBe('paid');
    expect(transfersOf(end)).toMatchObject([
      {
        payee: { identity: to.number, identity_type: 'ALIPAY_LOGON_ID', name: NAME },
        money: { currency: 'CNY', amountMinor: '86000' },
        transferId: end.railTransferId,
      },
    ]);
  });

  it('is asked for at once when Alipay says that something became of it, once', async () => {
    const payout = await aPayoutTo(ops, anAccount('alipay'));
    const { lane, id } = await lookedAt(ops, payout, 0);
    const inAnHour = new Date(ops.clock.now().getTime() + 3_600_000);
    await ops.transaction((tx) =>
      tx.update(PayoutEntity, { lane, id }, { nextActionAt: inAnHour }),
    );
    const { book } = alipay;
    const transfer = book.findByKey(payout.key)!;
    const notice = { noticeId: `n_${payout.id}`, type: 'transfer.settled', transfer } as const;
    const keys = alipayEmulatorKeys(join(folder, 'alipay'));
    const target = { url: NOBODY, appId: alipay.appId, alipay: keys.alipay };
    const { headers, body } = alipayMessages(target).write(notice, new Date());
    const receive = (): Promise<object> =>
      ops.transaction((tx) =>
        ops.receiveNotice.run(tx, { rail: 'alipay', headers, rawBody: Buffer.from(body) }),
      );
    ops.clock.moveOn(50);
    expect(await receive()).toEqual({ result: 'taken' });
    const woken = await payoutNow(ops, payout);
    expect(woken.nextActionAt!.getTime()).toBeLessThanOrEqual(ops.clock.now().getTime());
    expect(await receive()).toEqual({ result: 'known' });
    expect(stateOf(await lookedAt(ops, payout, 0))).toBe('settled');
  });

  it('is paid once when the answer to its transfer is lost', async () => {
    alipay.setFaults([{ kind: 'timeout_after_paying' }]);
    const payout = await aPayoutTo(ops, anAccount('alipay'));
    expect(stateOf(await lookedAt(ops, payout, 0))).toBe('unknown timeout');
    const end = await atRest(ops, payout);
    expect(stateOf(end)).toBe('settled');
    expect(transfersOf(end)).toHaveLength(1);
  });

  it('stays in transit while answers are forged, and settles with the first true one', async () => {
    alipay.setFaults([{ kind: 'forged_answer' }, { kind: 'forged_answer', on: 'query', times: 2 }]);
    const payout = await aPayoutTo(ops, anAccount('alipay'));
    for (let look = 0; look < 3; look += 1) {
      const seen = await lookedAt(ops, payout);
      expect(stateOf(seen)).toBe('unknown unverified');
      expect(await payoutBookings(ops, seen)).toEqual(PAID.slice(0, 1));
    }
    expect(stateOf(await lookedAt(ops, payout))).toBe('settled');
    expect(ops.way.sendsOf(payout.id)).toBe(1);
  });

  it('fails for a listed reason, and a person decides', async () => {
    alipay.setFaults([{ kind: 'reject', code: 'PAYEE_USER_INFO_ERROR' }]);
    const end = await atRest(ops, await aPayoutTo(ops, anAccount('alipay')));
    expect(stateOf(end)).toBe('failed PAYEE_USER_INFO_ERROR');
    expect(transfersOf(end)).toEqual([]);
  });

  it('is for a person when Alipay says another amount', async () => {
    alipay.setFaults([{ kind: 'wrong_amount', on: 'query', times: 9 }]);
    const end = await atRest(ops, await aPayoutTo(ops, anAccount('alipay')));
    expect(stateOf(end)).toBe('action_required echo_mismatch');
  });
});

describe('a payout into a wallet of our own', () => {
  let wallet: WalletEmulator;
  let ops: TestOperations;
  beforeAll(async () => {
    wallet = await startWalletEmulator({
      folder: join(folder, 'wallet'),
      port: 0,
      webhookUrl: NOBODY,
      bookClock: () => ops.clock.now(),
    });
    const { url, secret, webhookSecret } = wallet;
    const webhookSecrets = [webhookSecret];
    const sources = ['test-bank'];
    const timeoutMs = TIMEOUT_MS;
    const rail = new WalletRailAdapter({ url, secret, webhookSecrets, sources, timeoutMs });
    ops = await TestOperations.start({ rail });
  });
  afterAll(async () => {
    await wallet.close();
    await ops.stop();
  });
  afterEach(() => {
    wallet.rail.setFaults([]);
  });

  it('is sent and booked, and pays the claim', async () => {
    const to = anAccount('wallet');
    const end = await lookedAt(ops, await aPayoutTo(ops, to), 0);
    expect([end.rail, stateOf(end)]).toEqual(['wallet', 'settled']);
    expect(await payoutBookings(ops, end)).toEqual(PAID);
    expect((await claimNow(ops, { id: end.claimId })).status).toBe('paid');
    expect(wallet.rail.book().paidOf(end.id)).toMatchObject([
      { payee: { kind: 'wallet', account: to.number, name: NAME } },
    ]);
  });

  it('is paid once when the answer is lost', async () => {
    wallet.rail.setFaults([{ kind: 'drop_connection' }]);
    const payout = await aPayoutTo(ops, anAccount('wallet'));
    expect(stateOf(await lookedAt(ops, payout, 0))).toBe('unknown connection_lost');
    const end = await atRest(ops, payout);
    expect(stateOf(end)).toBe('settled');
    expect(wallet.rail.book().paidOf(end.id)).toHaveLength(1);
  });
});
