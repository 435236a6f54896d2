import type { Bilingual } from '@app/kernel';

/** What a server says of itself (`INFO`), as far as it matters to a queue. */
export interface RedisFacts {
  /** Of the protocol: what other servers that speak it (Valkey and so on) claim to be like. */
  readonly version: string;
  /** What it does when memory runs out; null when it does not say. */
  readonly evictionPolicy: string | null;
  /** How much of the memory that it may take is taken; null without a limit. */
  readonly memoryRatio: number | null;
}

/** The oldest version with every command that BullMQ uses as it was tested (its documentation). */
const OLDEST = [6, 2];
const FITTING_POLICY = 'noeviction';
/** From here on somebody has to see to it: when it is full, no job can be added. */
const FULL_RATIO = 0.8;

/** Reads the answer to `INFO`. */
export function redisFacts(info: string): RedisFacts {
  const said = (name: string): string | null =>
    new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? null;
  const limit = Number(said('maxmemory') ?? 0);
  return {
    version: said('redis_version') ?? '0',
    evictionPolicy: said('maxmemory_policy'),
    memoryRatio: limit > 0 ? Number(said('used_memory') ?? 0) / limit : null,
  };
}

/** Why jobs must not be kept on a server; null when they may. */
export function unfitness({ version, evictionPolicy }: RedisFacts): Bilingual | null {
  if (isOlder(version)) {
    return {
      en: `Redis there is ${version}; 6.2 or newer is needed.`,
      'zh-CN': `该处的 Redis 版本为 ${version}，需要 6.2 或更高版本。`,
    };
  }
  if (evictionPolicy !== null && evictionPolicy !== FITTING_POLICY) {
    return {
      en: `Its maxmemory-policy is ${evictionPolicy}, which throws jobs and locks away when memory runs out; set "maxmemory-policy noeviction".`,
      'zh-CN': `其 maxmemory-policy 为 ${evictionPolicy}，内存不足时会丢弃任务和锁；请设置“maxmemory-policy noeviction”。`,
    };
  }
  return null;
}

/** Whether its memory is about to run out. */
export function isNearlyFull({ memoryRatio }: RedisFacts): boolean {
  return memoryRatio !== null && memoryRatio >= FULL_RATIO;
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}
