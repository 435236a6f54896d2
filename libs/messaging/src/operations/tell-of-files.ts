import { Injectable } from '@nestjs/common';

import { ClaimEntity } from '@app/claims';
import type { Bilingual } from '@app/kernel';
import type { Tx } from '@app/platform';

import { mailFilesOutcome } from '../domain/mail-outcome';
import { NoticePost } from '../notices/notice-post';
import type { InboundMailEntity } from '../persistence/inbound-mail.entity';
import { ThreadQueries } from '../thread.queries';
import type { AttachedFiles } from './attach-mail-files';

const TELLS_OF_FILES = 'mail.files';

/** What became of the files of a mail, as its claimant is told. */
export interface FilesToTell extends Pick<AttachedFiles, 'unsorted' | 'waited'> {
  readonly refused: readonly { readonly name: string; readonly text: Bilingual }[];
}

/** Tells claimants what is refused or unclear of the files that came with their mail. */
@Injectable()
export class TellOfFiles {
  constructor(
    private readonly noticePost: NoticePost,
    private readonly threads: ThreadQueries,
  ) {}

  /** Of these files, and of what came with earlier mails since the claimant was told last. */
  async run(
    tx: Tx,
    { claim, row }: { readonly claim: ClaimEntity; readonly row: Pick<InboundMailEntity, 'id'> },
    files: FilesToTell,
  ): Promise<void> {
    const untold = await this.threads.mailsSinceNotice(tx, claim, TELLS_OF_FILES);
    const others = untold.filter(({ causedBy }) => causedBy !== row.id);
    const earlier = (await this.threads.refusedFiles(tx, others)).flatMap(
      ({ name, refusedText: text }) => (text === null ? [] : [{ name, text }]),
    );
    const values = mailFilesOutcome({ ...files, earlier });
    if (values === null) return;
    // What came with the mail has moved the claim on.
    const { lane, id } = claim;
    const now = await tx.findOneByOrFail(ClaimEntity, { lane, id });
    await this.noticePost.post(tx, now, {
      key: TELLS_OF_FILES,
      values: { ...values },
      causedBy: `${row.id} files`,
    });
  }
}
