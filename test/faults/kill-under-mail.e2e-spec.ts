import { randomUUID } from 'node:crypto';

import { KillableService } from './killable-service';
import { MailStorm } from './mail-storm';
import type { StormReport } from './mail-storm';
import type { Sightings } from './persistent-client';
import { SeededRandom } from './seeded-random';

/** `KILL_SEED=… npx jest test/faults/kill-under-mail` draws the same moments again. */
const SEED = process.env.KILL_SEED ?? randomUUID();
const LIMIT_MS = 300_000;
const MAILS = 40;

const random = new SeededRandom(SEED);

describe('a service that is killed every few seconds while mail comes in', () => {
  const seen: Sightings = { interrupted: 0, onWrite: () => undefined, isOver: false };
  let service: KillableService;
  let report: StormReport;

  beforeAll(async () => {
    process.stderr.write(`KILL_SEED=${SEED}\n`);
    service = await KillableService.prepare();
    service.start('up');
    await service.untilReady();
    const storm = await MailStorm.prepare(
      service,
      {
        mails: MAILS,
        claims: 4,
        senders: 4,
        pauseMs: 120,
        livesMs: () => random.between(300, 2_000),
        pictureEach: 8,
      },
      seen,
    );
    report = await storm.run();
    const { kills, triesInVain } = report;
    process.stderr.write(`Kills, tries in vain: ${String(kills)}, ${String(triesInVain)}\n`);
  }, LIMIT_MS);
  afterAll(async () => {
    seen.isOver = true;
    await service.dispose();
  }, LIMIT_MS);

  it('was killed while mails were on their way', () => {
    expect(report.kills).toBeGreaterThan(1);
    expect(report.triesInVain).toBeGreaterThan(0);
  });

  it('has every mail that it took on its claim', () => {
    expect(report.lost).toEqual([]);
  });

  it('has none of them twice, although they came again', () => {
    expect(report.doubled).toEqual([]);
  });

  it('has every picture where its mail is', () => {
    expect(report.withoutPicture).toEqual([]);
  });
});
