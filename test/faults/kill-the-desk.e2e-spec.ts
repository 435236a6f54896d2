import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { aClaim, aPayment } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { KillableService } from './killable-service';
import { PersistentClient } from './persistent-client';
import type { Acknowledged, Sightings } from './persistent-client';
import { SeededRandom } from './seeded-random';

/** `KILL_SEED=… npx jest test/faults/kill-the-desk` draws the same moments again. */
const SEED = process.env.KILL_SEED ?? randomUUID();
const LIMIT_MS = 300_000;
const KILLS = 4;
const CALLERS = 3;
/** Who moves a call takes the slot of nobody else. */
const SLOTS_APART = 70;
const random = new SeededRandom(SEED);

interface CallbackJson {
  readonly id: string;
  readonly state: string;
  readonly tries: number;
  readonly slotAt: string;
}

/** How often something stands in the thread of a claim, by notice or channel. */
interface SaidRow {
  readonly claimId: string;
  readonly what: string;
  readonly count: number;
}

/** What stands in the thread after a call that was booked, moved, missed and made. */
const TOLD_ONCE = { 'callback.booked': 1, 'callback.missed': 1, 'callback.moved': 1, phone: 2 };

describe('a desk whose service is killed again and again', () => {
  const seen: Sightings = { interrupted: 0, onWrite: () => undefined, isOver: false };
  const stories: { readonly claimId: string; readonly last: Acknowledged<CallbackJson> }[] = [];
  let service: KillableService;
  let sun: PersistentClient;
  let ops: PersistentClient;
  let slots: readonly string[];
  let isOver = false;
  let played = 0;

  beforeAll(async () => {
    process.stderr.write(`KILL_SEED=${SEED}\n`);
    service = await KillableService.prepare();
    service.start('up');
    await service.untilReady();
    sun = await PersistentClient.signIn(service.url, 'sun', seen);
    ops = await PersistentClient.signIn(service.url, 'ops', seen);
    const listed = await sun.get<{ data: { slotAt: string }[] }>('/v1/callback-slots');
    // The first ones begin before the test is through.
    slots = listed.data.slice(10).map(({ slotAt }) => slotAt);
    const callers = Array.from({ length: CALLERS }, async () => {
      // What was made between kills is drawn; there are more calls than kills all the same.
      while ((!isOver || stories.length <= KILLS) && played < SLOTS_APART)
        await play((played += 1));
    });
    await Promise.all([...callers, killWhilePlaying()]);
    const counts = [KILLS, stories.length, seen.interrupted];
    process.stderr.write(`Kills, calls, requests cut off: ${counts.join(', ')}\n`);
  }, LIMIT_MS);
  afterAll(async () => {
    seen.isOver = true;
    await service.dispose();
  }, LIMIT_MS);

  async function killWhilePlaying(): Promise<void> {
    for (let kills = 0; kills < KILLS; kills += 1) {
      await service.untilReady();
      await untilWritesLeft(random.between(5, 25));
      await sleep(random.between(0, 40));
      await service.kill();
      service.start('up');
    }
    isOver = true;
  }

  async function untilWritesLeft(count: number): Promise<void> {
    await new Promise<void>((resolve) => {
      let missing = count;
      seen.onWrite = () => {
        missing -= 1;
        if (missing <= 0) resolve();
      };
    });
  }

  /** A call of somebody new is booked, moved, missed, and made. */
  async function play(number: number): Promise<void> {
    const claimId = await filed(`u_desk_${String(number)}`);
    const path = `/v1/claims/${claimId}/callbacks`;
    await sun.post<CallbackJson>(path, { slotAt: slots[number - 1] });
    const moved = await sun.post<CallbackJson>(path, { slotAt: slots[number - 1 + SLOTS_APART] });
    const callback = `/v1/callbacks/${moved.body.id}`;
    await sun.post(`${callback}/take`, {});
    await sun.post(`${callback}/calls`, { outcome: 'missed', note: 'It rang.' });
    await sun.post(`${callback}/take`, {});
    const made = { outcome: 'reached', note: 'They know now.' };
    stories.push({ claimId, last: await sun.post<CallbackJson>(`${callback}/calls`, made) });
  }

  async function filed(payer: string): Promise<string> {
    const reported = await ops.post<{ data: [{ id: string }] }>('/v1/payments', {
      payments: [aPayment({ payer })],
    });
    const [{ id: paymentId }] = reported.body.data;
    const claim = await sun.post<ClaimJson>('/v1/claims', {
      ...aClaim([{ paymentId }]),
      claimantPartyId: payer,
    });
    return claim.body.id;
  }

  it('was killed in the middle of requests', () => {
    expect(seen.interrupted).toBeGreaterThan(0);
    expect(stories.length).toBeGreaterThan(KILLS);
  });

  it('has made each call that was asked for, as often as it was acknowledged', () => {
    for (const { last } of stories) {
      expect(last.body).toMatchObject({ state: 'done', tries: 2 });
    }
  });

  it('answers a repeated outcome as it did at first, and makes no other call of it', async () => {
    for (const { last } of stories) {
      const { status, body } = await last.repeat();
      expect({ status, body }).toEqual({ status: last.status, body: last.body });
    }
  });

  it('has told each claimant once of each step, and notes each call once', async () => {
    const rows = await service.read((reads) =>
      reads.query<SaidRow[]>(
        `SELECT claim_id AS "claimId", coalesce(notice_key, channel) AS what, count(*)::int
           FROM messages WHERE notice_key LIKE 'callback.%' OR channel = 'phone' GROUP BY 1, 2`,
      ),
    );
    for (const { claimId } of stories) {
      const said = rows.filter((row) => row.claimId === claimId);
      const counts = Object.fromEntries(said.map(({ what, count }) => [what, count]));
      expect(counts).toEqual(TOLD_ONCE);
    }
  });

  it('holds no place for a call that is over', async () => {
    const held = await service.read((reads) =>
      reads.query<object[]>(
        `SELECT FROM callback_places place
           LEFT JOIN callbacks callback ON callback.id = place.callback_id AND state = 'booked'
          WHERE callback.slot_at IS DISTINCT FROM place.slot_at`,
      ),
    );
    expect(held).toEqual([]);
  });
});
