import { AuditTrail } from '@app/audit';
import { HOUSE_LANE } from '@app/kernel';
import { Money } from '@app/money';
import type { Actor } from '@app/platform';

import { hired, turnsOutToBe } from '../../../../../test/support/accounts';
import { ACCOUNT_BANK, ACCOUNT_HOLDER, BankDesk } from '../../../../../test/support/bank-desk';
import { claimNow } from '../../../../../test/support/cases';
import { duel, endOf } from '../../../../../test/support/duels';
import { stateOf } from '../../../../../test/support/payout-steps';
import { railOrder } from '../../domain/payout-order';
import { PayoutEntity } from '../../persistence/payout.entity';
import type { RailOrder, RailPayee } from '../payout-rail';
import { RailDirectory } from '../rail-directory';
import { BankFileQueries } from './bank-file.queries';

describe('the files for the bank', () => {
  let desk: BankDesk;
  let maker: Actor;
  let zhao: Actor;
  let li: Actor;

  beforeAll(async () => {
    desk = await BankDesk.start();
    ({ maker, zhao, li } = desk.people);
  });
  afterAll(async () => {
    await desk.stop();
  });
  // What one test leaves waiting is none of the next one's.
  afterEach(async () => {
    await endOf(desk.makeFile());
  });

  describe('an order', () => {
    const order = (payout: PayoutEntity, change: Partial<RailOrder> = {}): RailOrder => {
      const { account } = desk;
      const payee: RailPayee = {
        ...{ route: 'account', kind: 'bank', account, name: ACCOUNT_HOLDER },
        bank: ACCOUNT_BANK,
      };
      return { ...railOrder(payout.id, Money.of(payout.amountMinor, 'CNY'), payee), ...change };
    };

    it('waits, however often it is handed in, and at once', async () => {
      const payout = await desk.handedIn();
      expect(stateOf(payout)).toBe('pending');
      const rail = desk.ops.get(RailDirectory).get('bank');
      const answers = await Promise.all([1, 2, 3].map(() => rail.send(order(payout))));
      expect(answers.map(({ outcome }) => outcome)).toEqual(['pending', 'pending', 'pending']);
      expect(answers[0]).toMatchObject({ transferId: payout.key });
    });

    it('of other content under the same key is a conflict, and changes nothing', async () => {
      const payout = await desk.handedIn();
      const rail = desk.ops.get(RailDirectory).get('bank');
      const before = await desk.instructionOf(payout);
      const other = order(payout, { requestDigest: 'other' });
      expect(await rail.send(other)).toMatchObject({ reason: 'key_conflict' });
      expect(await rail.query(other)).toMatchObject({ reason: 'key_conflict' });
      expect(await desk.instructionOf(payout)).toEqual(before);
    });

    it('that was never handed in is not found', async () => {
      const rail = desk.ops.get(RailDirectory).get('bank');
      const payout = { id: 'pyo_01h455vb4pex5vsknk084sn02q', amountMinor: 1n } as PayoutEntity;
      expect(await rail.query(order(payout))).toEqual({ outcome: 'not_found' });
    });
  });

  describe('take along', () => {
    it('every instruction of a currency, each in one file, when two press at once', async () => {
      for (let round = 0; round < 5; round += 1) {
        const payouts = [await desk.handedIn(), await desk.handedIn(45_000n)];
        const ends = await duel(
          () => desk.makeFile(),
          () => desk.makeFile(),
        );
        expect(ends).toEqual(['bank.nothing_waiting', 'done']);
        const [first, second] = await Promise.all(payouts.map((one) => desk.instructionOf(one)));
        expect(first?.fileId).toEqual(expect.any(String));
        expect(second?.fileId).toBe(first?.fileId);
        const file = await desk.ops.get(BankFileQueries).byId(desk.ops.reads, first?.fileId ?? '');
        expect(file).toMatchObject({ controlSumMinor: 131_000n, instructionCount: 2 });
      }
    });

    it('nothing of another currency, and none that people have ended', async () => {
      const payout = await desk.handedIn();
      expect(await endOf(desk.makeFile('EUR'))).toBe('bank.nothing_waiting');
      await desk.ops.transaction((tx) =>
        tx.update(
          PayoutEntity,
          { lane: payout.lane, id: payout.id },
          { status: 'action_required' },
        ),
      );
      expect(await endOf(desk.makeFile())).toBe('bank.nothing_waiting');
      expect(await desk.ops.get(BankFileQueries).waiting(desk.ops.reads)).toEqual([]);
    });
  });

  describe('leave', () => {
    it('by the word of two persons, whatever accounts they have', async () => {
      await desk.handedIn();
      const file = await desk.makeFile();
      expect((await desk.say(zhao, file)).status).toBe('waiting');
      const second = await hired(desk.ops, 'operator', { person: zhao });
      expect(await endOf(desk.say(second, file))).toBe('bank.given_already');
      expect(await endOf(desk.fetched(file))).toBe('bank.not_released');
      expect((await desk.say(li, file)).status).toBe('released');
      expect((await desk.fetched(file)).toString('utf8')).toMatch(/^<\?xml/);
    });

    it('not by two accounts that turn out to be of one person', async () => {
      await desk.handedIn();
      const file = await desk.makeFile();
      const hat = await hired(desk.ops, 'approver');
      await desk.say(hat, file);
      const known = await turnsOutToBe(desk.ops, hat, li);
      expect(await endOf(desk.say(li, file))).toBe('bank.given_already');
      expect(await endOf(desk.say(known, file))).toBe('bank.given_already');
      expect((await desk.say(zhao, file)).status).toBe('released');
    });

    it('without whoever made them, where two others can', async () => {
      await desk.handedIn();
      const file = await desk.makeFile();
      expect(await endOf(desk.say(maker, file))).toBe('bank.own_hand');
      const second = await hired(desk.ops, 'approver', { person: maker });
      expect(await endOf(desk.say(second, file))).toBe('bank.own_hand');
    });

    it('without whomever they pay', async () => {
      const payout = await desk.handedIn();
      const file = await desk.makeFile();
      const { claimantPartyId: partyId } = await claimNow(desk.ops, { id: payout.claimId });
      const payee = await hired(desk.ops, 'claimant', { partyId });
      const staff = await hired(desk.ops, 'approver', { person: payee });
      expect(await endOf(desk.say(staff, file))).toBe('bank.own_money');
    });

    it('not when people have ended a payout of theirs meanwhile', async () => {
      const payout = await desk.handedIn();
      await desk.handedIn();
      const file = await desk.makeFile();
      await desk.say(zhao, file);
      await desk.ops.transaction((tx) =>
        tx.update(
          PayoutEntity,
          { lane: payout.lane, id: payout.id },
          { status: 'action_required' },
        ),
      );
      expect(await endOf(desk.say(li, file))).toBe('bank.file_stale');
      await desk.say(li, file, 'discard');
      expect(await desk.makeFile()).toMatchObject({ instructionCount: 1 });
    });

    it('or are discarded, but never both', async () => {
      for (let round = 0; round < 10; round += 1) {
        const payout = await desk.handedIn();
        const file = await desk.makeFile();
        await desk.say(zhao, file);
        const ends = await duel(
          () => desk.say(li, file),
          () => desk.say(maker, file, 'discard'),
        );
        expect(ends).toEqual(['bank.file_settled', 'done']);
        const { status } = (await desk.ops.get(BankFileQueries).byId(desk.ops.reads, file.id))!;
        const { fileId } = await desk.instructionOf(payout);
        expect(fileId).toBe(status === 'released' ? file.id : null);
      }
    });

    it('and each step is in the audit trail, down to who fetched them', async () => {
      await desk.handedIn();
      const file = await desk.releasedFile();
      await desk.fetched(file);
      await desk.fetched(file);
      const records = await desk.ops.get(AuditTrail).of(desk.ops.reads, HOUSE_LANE, file.id);
      expect(records.map(({ action, actorId }) => [action, actorId])).toEqual([
        ['bank_file.made', maker.id],
        ['bank_file.released', zhao.id],
        ['bank_file.released', li.id],
        ['bank_file.downloaded', maker.id],
        ['bank_file.downloaded', maker.id],
      ]);
    });
  });

  describe('are guarded by the database', () => {
    it('once released: no instruction goes into another file, or waits again', async () => {
      const payout = await desk.handedIn();
      const file = await desk.releasedFile();
      const other = await desk.handedIn();
      const open = await desk.makeFile();
      const move = 'UPDATE bank_instructions SET file_id = $1 WHERE key = $2';
      expect(await desk.tried([move, [null, payout.key]])).toBe('bank_instructions_leave_once');
      expect(await desk.tried([move, [open.id, payout.key]])).toBe('bank_instructions_leave_once');
      expect(await desk.tried([move, [file.id, other.key]])).toBe('bank_instructions_leave_once');
      expect(
        await desk.tried([
          'UPDATE bank_files SET status = $1 WHERE id = $2',
          ['discarded', file.id],
        ]),
      ).toBe('bank_files_by_two');
    });

    it('and leave by two persons about exactly their bytes only', async () => {
      await desk.handedIn();
      const file = await desk.makeFile();
      const release = `INSERT INTO bank_file_releases (file_id, person_id, verdict, user_id, note, digest, given_at)
        SELECT $1, p, 'release', u, '', $2, now() FROM unnest($3::text[], $4::text[]) AS r(p, u)`;
      const letGo = `UPDATE bank_files SET status = 'released' WHERE id = $1`;
      const byOne = [file.id, file.digest, [zhao.id], [zhao.id]];
      expect(await desk.tried([release, byOne], [letGo, [file.id]])).toBe('bank_files_by_two');
      const invented = [file.id, file.digest, ['usr_nobody'], [zhao.id]];
      expect(await desk.tried([release, invented])).toBe('bank_file_releases_by_person');
      const otherBytes = [file.id, 'other bytes', [zhao.id, li.id], [zhao.id, li.id]];
      expect(await desk.tried([release, otherBytes], [letGo, [file.id]])).toBe('bank_files_by_two');
      await desk.say(maker, file, 'discard');
      expect(await desk.tried([release, byOne])).toBe('bank_file_releases_waiting');
    });

    it('and say no other sum than that of their instructions', async () => {
      await desk.handedIn();
      const file = await desk.makeFile();
      const copy = `INSERT INTO bank_files (id, currency, control_sum_minor, instruction_count, message_name,
          digest, content, made_by, made_by_person, made_at)
        SELECT 'bkf_other', currency, control_sum_minor, instruction_count, message_name,
          digest, content, made_by, made_by_person, made_at FROM bank_files WHERE id = $1`;
      expect(await desk.tried([copy, [file.id]])).toBe('bank_files_add_up');
      await desk.say(maker, file, 'discard');
    });
  });
});
