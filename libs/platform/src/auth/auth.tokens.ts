export const SIGNING_KEY = Symbol('SIGNING_KEY');
/** 32 bytes for keyed hashes, the same in every process of the installation. */
export const INSTALLATION_SECRET = Symbol('INSTALLATION_SECRET');
/** Whether demo accounts may sign in. */
export const DEMO_MODE = Symbol('DEMO_MODE');
/** What a metrics scraper, which is no account, sends as bearer token; null without one. */
export const METRICS_TOKEN = Symbol('METRICS_TOKEN');
