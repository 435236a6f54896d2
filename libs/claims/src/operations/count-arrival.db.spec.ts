import { Limits } from '@app/audit';
import type { DomainError } from '@app/kernel';
import type { Actor } from '@app/platform';

import { aClaimant } from '../../../../test/support/cases';
import { TestLibs } from '../../../../test/support/test-libs';
import { ClaimsModule } from '../claims.module';
import { EvidenceArrivalEntity } from '../persistence/evidence-arrival.entity';
import { CountArrival } from './count-arrival';

const MEGABYTE = 1_024 * 1_024;
const HOUR_MS = 3_600_000;

describe('what a person sends in a day', () => {
  let libs: TestLibs;
  let dayBytes: number;
  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [ClaimsModule] });
    dayBytes = (await libs.get(Limits).current(libs.unitOfWork.reads)).evidenceBytesPerPersonPerDay;
  });
  afterAll(async () => {
    await libs.stop();
  });

  /** Sends so much; `announced` is the most that it could have been. */
  const send = (by: Actor, sizeBytes: number, announced = sizeBytes): Promise<string> =>
    libs.get(CountArrival).run(by, announced, () => Promise.resolve({ file: 'kept', sizeBytes }));
  const refusalOf = (sending: Promise<unknown>): Promise<DomainError> =>
    sending.then(
      () => Promise.reject(new Error('It was taken.')),
      (error: unknown) => error as DomainError,
    );
  const counted = async ({ personId }: Actor): Promise<number> => {
    const arrivals = await libs.unitOfWork.reads.findBy(EvidenceArrivalEntity, { personId });
    return arrivals.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  };

  const newestOf = async ({ personId }: Actor): Promise<Date> => {
    const { arrivedAt } = await libs.unitOfWork.reads.findOneOrFail(EvidenceArrivalEntity, {
      where: { personId },
      order: { arrivedAt: 'DESC' },
    });
    return arrivedAt;
  };

  it('is at most what the limit says, to the byte, and says when there is room again', async () => {
    const sender = aClaimant();
    await send(sender, 10 * MEGABYTE);
    const first = await newestOf(sender);
    libs.clock.moveOn(HOUR_MS);
    await send(sender, dayBytes - 10 * MEGABYTE);
    const refusal = await refusalOf(send(sender, 1));
    expect(refusal).toMatchObject({
      kind: 'too_many_requests',
      code: 'evidence.too_much_today',
      details: {
        againAt: new Date(first.getTime() + 24 * HOUR_MS).toISOString(),
        retryAfterSeconds: 23 * 3_600,
      },
    });
    libs.clock.moveOn(23 * HOUR_MS - 60_000);
    await refusalOf(send(sender, 1));
    libs.clock.moveOn(60_000);
    expect(await send(sender, 10 * MEGABYTE)).toBe('kept');
    await refusalOf(send(sender, 1));
    // What is older than a day is gone, and does not pile up.
    expect(await counted(sender)).toBe(dayBytes);
  });

  it('says when there is room for what is sent, and not for anything smaller', async () => {
    const sender = aClaimant();
    await send(sender, MEGABYTE);
    libs.clock.moveOn(HOUR_MS);
    await send(sender, dayBytes - MEGABYTE);
    const second = await newestOf(sender);
    const againAt = new Date(second.getTime() + 24 * HOUR_MS).toISOString();
    expect((await refusalOf(send(sender, 2 * MEGABYTE))).details).toMatchObject({ againAt });
  });

  it('does not slip through when much comes at once', async () => {
    const sender = aClaimant();
    await send(sender, dayBytes - 5 * MEGABYTE);
    const ends = await Promise.allSettled(Array.from({ length: 20 }, () => send(sender, MEGABYTE)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  it('counts as what came, once that is known: a broken line costs no more than that', async () => {
    const sender = aClaimant();
    await send(sender, MEGABYTE, 10 * MEGABYTE);
    expect(await counted(sender)).toBe(MEGABYTE);
  });

  it('counts also when nothing of it is kept', async () => {
    const sender = aClaimant();
    const refused = libs
      .get(CountArrival)
      .run(sender, 10 * MEGABYTE, () => Promise.reject(new Error('There is no such item.')));
    await expect(refused).rejects.toThrow('no such item');
    expect(await counted(sender)).toBe(10 * MEGABYTE);
  });

  it('counts for a little also when it is next to nothing', async () => {
    const sender = aClaimant();
    await send(sender, 1);
    expect(await counted(sender)).toBe(65_536);
  });

  it('is counted by person, and not by account', async () => {
    const sender = aClaimant();
    await send(sender, dayBytes);
    await refusalOf(send({ ...sender, id: 'usr_second_account' }, 1));
    expect(await send(aClaimant(), 1)).toBe('kept');
  });
});
