export const SIGNING_KEY = Symbol('SIGNING_KEY');
/** Whether demo accounts may sign in. */
export const DEMO_MODE = Symbol('DEMO_MODE');
