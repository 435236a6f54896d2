import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { Clock, HOUSE_LANE, newId } from '@app/kernel';

import type { Tx } from '../database/tx';
import { UnitOfWork } from '../database/unit-of-work';
import { OperationEntity } from './operation.entity';

/** What is to be done, in which unit its progress is told, and for whom. */
type Wish = Pick<OperationEntity, 'kind' | 'input' | 'total' | 'unit' | 'startedBy'>;
type Progress = Partial<Pick<OperationEntity, 'done' | 'total'>>;
type End = Pick<OperationEntity, 'status'> & Partial<Pick<OperationEntity, 'result' | 'problem'>>;

/** The life of an operation: a request opens it, its job tells of it to whoever waits for it. */
@Injectable()
export class OperationProgress {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Opens an operation in the request's transaction; its job is queued by the caller. */
  async open(tx: Tx, wish: Wish): Promise<OperationEntity> {
    const now = this.clock.now();
    const operation: OperationEntity = {
      ...wish,
      id: newId('opn', HOUSE_LANE),
      status: 'queued',
      done: 0n,
      phase: 'waiting',
      result: null,
      problem: null,
      createdAt: now,
      updatedAt: now,
    };
    await tx.insert(OperationEntity, operation as never);
    return operation;
  }

  /** Marks the operation as running and returns it; null when it is over or unknown. */
  async begin(operationId: string, phase: string): Promise<OperationEntity | null> {
    return this.unitOfWork.transaction(async (tx) => {
      const { affected } = await tx.update(
        OperationEntity,
        { id: operationId, status: In(['queued', 'running']) },
        { status: 'running', phase, done: 0n, updatedAt: this.clock.now() },
      );
      return affected === 1 ? tx.findOneByOrFail(OperationEntity, { id: operationId }) : null;
    });
  }

  async tell(operationId: string, progress: Progress): Promise<void> {
    await this.change(operationId, progress);
  }

  /** Of two runs at once the first to come to the end finishes. */
  async finish(operationId: string, end: End): Promise<void> {
    await this.change(operationId, { ...end, phase: 'finished' });
  }

  private async change(operationId: string, change: Partial<OperationEntity>): Promise<void> {
    const changed = { ...(change as object), updatedAt: this.clock.now() };
    await this.unitOfWork.transaction(async (tx) => {
      await tx.update(OperationEntity, { id: operationId, status: 'running' }, changed);
    });
  }
}
