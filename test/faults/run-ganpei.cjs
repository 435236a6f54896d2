'use strict';
// Runs the command line from its sources:
//   node test/faults/run-ganpei.cjs up --demo
require('../support/run-typescript.cjs');
require('../../apps/cli/src/main.ts');
