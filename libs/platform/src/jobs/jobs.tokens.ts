/** Every kind of background work of this process, for the sweep and the start-up check. */
export const JOB_DEFINITIONS = Symbol('JOB_DEFINITIONS');
export const SWEEP_INTERVAL_MS = Symbol('SWEEP_INTERVAL_MS');
/** The pool that the workers listen and work on; it is not shared with requests. */
export const QUEUE_POOL = Symbol('QUEUE_POOL');
