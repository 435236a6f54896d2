import { DomainError } from '@app/kernel';
import { Turns } from '@app/platform';

/** A picture of 40 million pixels takes 160 MB while it is turned. */
const AT_ONCE_MAX = 2;
const WAITING_MAX = 100;

const turns = new Turns({ atOnce: AT_ONCE_MAX, waiting: WAITING_MAX }, tooBusy);

/** Lets few files be decoded at a time, in this process; refuses when too many wait already. */
export async function decodingInTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  return turns.run(work);
}

function tooBusy(): DomainError {
  return new DomainError(
    'unavailable',
    'evidence.busy',
    {
      en: 'Too many files are being looked at at this moment. Nothing was kept of yours; send it again in a few seconds.',
      'zh-CN': '当前正在检查的文件过多，您的文件未被保存，请几秒后重新上传。',
    },
    { retryAfterSeconds: 5 },
  );
}
