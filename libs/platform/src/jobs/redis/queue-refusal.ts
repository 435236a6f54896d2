import type { Bilingual } from '@app/kernel';

/** Why a Redis server cannot hold our jobs: `message` says it in both languages, Chinese first. */
export class QueueRefusal extends Error {
  constructor(
    readonly text: Bilingual,
    place: string,
  ) {
    super(
      `无法使用 QUEUE_URL（${place}）：${text['zh-CN']}\nQUEUE_URL (${place}) cannot be used: ${text.en}`,
    );
    this.name = 'QueueRefusal';
  }
}

/** What a server says no to when it answers us at all: trying again would not help. */
const MEANINGS: readonly (readonly [said: RegExp, text: Bilingual])[] = [
  [
    /WRONGPASS|NOAUTH|invalid password/,
    { en: 'The user or the password is not right.', 'zh-CN': '用户名或密码不正确。' },
  ],
  [
    /NOPERM/,
    {
      en: 'The user lacks rights: BullMQ needs all commands on keys that begin with "ganpei:", and INFO.',
      'zh-CN': '该用户权限不足：BullMQ 需要对以“ganpei:”开头的键执行全部命令，以及 INFO。',
    },
  ],
  [
    /DB index is out of range|SELECT is not allowed/,
    { en: 'The server has no database of this number.', 'zh-CN': '该服务器没有此编号的库。' },
  ],
];

/** Explains what a server says; null when it is no refusal, such as a server that is away. */
export function meaningOf(said: string): Bilingual | null {
  return MEANINGS.find(([pattern]) => pattern.test(said))?.[1] ?? null;
}
