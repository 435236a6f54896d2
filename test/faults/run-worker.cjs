'use strict';
// Runs the worker as a process of its own from its sources. With CLOCK_AHEAD_MS it is later for it
// than for others, as for a machine that was switched off meanwhile.
const aheadMs = Number(process.env.CLOCK_AHEAD_MS ?? 0);
if (aheadMs > 0) {
  const { Date } = globalThis;
  globalThis.Date = class extends Date {
    constructor(...given) {
      if (given.length === 0) super(Date.now() + aheadMs);
      else super(...given);
    }

    static now() {
      return Date.now() + aheadMs;
    }
  };
}
require('../support/run-typescript.cjs');
require('../../apps/worker/src/main.ts');
