import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';

import { Limits } from '@app/audit';
import { Clock } from '@app/kernel';
import { UnitOfWork } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { countedBytes, dayBefore, tooMuchToday } from '../domain/evidence-limits';
import { lockParty } from '../lock-party';
import { EvidenceArrivalEntity } from '../persistence/evidence-arrival.entity';

/** Whose bytes they are: of somebody who is signed in, or of a key that stands for others. */
type Sender = Pick<Actor, 'personId'>;

/** Counts the bytes that a person sends within 24 hours, whatever becomes of them. */
@Injectable()
export class CountArrival {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /**
   * Lets a file come, of which nobody has read anything yet. `bytesMax` is the most that it can
   * be, and counts until it is known how much came; that of a file that is refused stays counted.
   * `evidence.too_much_today` when that is more than the rest of the day's.
   */
  async run<File>(
    sender: Sender,
    bytesMax: number,
    receive: () => Promise<{ readonly file: File; readonly sizeBytes: number }>,
  ): Promise<File> {
    const id = await this.unitOfWork.transaction((tx) => this.begin(tx, sender, bytesMax));
    const { file, sizeBytes } = await receive();
    const came = { sizeBytes: countedBytes(sizeBytes) };
    await this.unitOfWork.transaction((tx) => tx.update(EvidenceArrivalEntity, { id }, came));
    return file;
  }

  private async begin(tx: Tx, { personId }: Sender, bytesMax: number): Promise<string> {
    await lockParty(tx, 'files', personId);
    const now = this.clock.now();
    const sizeBytes = countedBytes(bytesMax);
    await tx.delete(EvidenceArrivalEntity, {
      personId,
      arrivedAt: LessThanOrEqual(dayBefore(now)),
    });
    const { evidenceBytesPerPersonPerDay: most } = await this.limits.current(tx);
    const freedBy = await freedWhenGone(tx, personId, { excessOver: most - sizeBytes });
    if (freedBy !== null) throw tooMuchToday(freedBy, { bytesMax: most, now });
    const id = randomUUID();
    await tx.insert(EvidenceArrivalEntity, { id, personId, sizeBytes, arrivedAt: now });
    return id;
  }
}

/** When the newest arrival came that must go, so that no more than this is left; null for none. */
async function freedWhenGone(
  tx: Tx,
  personId: string,
  { excessOver }: { excessOver: number },
): Promise<Date | null> {
  const [row] = await tx.query<{ arrived_at: Date }[]>(
    `SELECT arrived_at FROM (
       SELECT arrived_at, sum(size_bytes) OVER (ORDER BY arrived_at DESC, id DESC) AS kept_bytes
         FROM evidence_arrivals WHERE person_id = $1
     ) arrivals WHERE kept_bytes > $2 ORDER BY arrived_at DESC LIMIT 1`,
    [personId, excessOver],
  );
  return row?.arrived_at ?? null;
}
