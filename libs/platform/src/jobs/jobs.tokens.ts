/** Every kind of background work of this process, for the sweep and the start-up check. */
export const JOB_DEFINITIONS = Symbol('JOB_DEFINITIONS');
export const SWEEP_INTERVAL_MS = Symbol('SWEEP_INTERVAL_MS');
/** What the workers of this process listen and work on; it is not shared with requests. */
export const WORKER_CONNECTION = Symbol('WORKER_CONNECTION');
/** The `RedisQueues` that jobs are added to; null where PostgreSQL holds them. */
export const REDIS_QUEUES = Symbol('REDIS_QUEUES');
