export const SIGNING_KEY = Symbol('SIGNING_KEY');
/** Whether demo accounts may sign in. */
export const DEMO_MODE = Symbol('DEMO_MODE');
/** What a metrics scraper, which is no account, sends as bearer token; null without one. */
export const METRICS_TOKEN = Symbol('METRICS_TOKEN');
