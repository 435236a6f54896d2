import { Injectable } from '@nestjs/common';

import type { Letter } from '../domain/letter/letter';
import { letterPdf } from './letter-pdf';
import type { LetterPdf } from './letter-pdf';

/** Prints letters one after the other: a crowd that asks at once does not take the processor. */
@Injectable()
export class LetterPress {
  private last: Promise<unknown> = Promise.resolve();

  async print(letter: Letter): Promise<LetterPdf> {
    const printed = this.last.then(() => letterPdf(letter));
    this.last = printed.catch(() => undefined);
    return printed;
  }
}
