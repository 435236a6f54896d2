import { Clock } from '@app/kernel';

/** A clock that goes on as the real one does, and that a test can move. */
export class TestClock extends Clock {
  private offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  moveOn(ms: number): void {
    this.offsetMs += ms;
  }
}
