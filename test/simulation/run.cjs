'use strict';
// Plays seeds of the simulation without a build step, on as many processes as there are cores:
//   node test/simulation/run.cjs --seeds 100000 --from 1
const { join } = require('node:path');
require('reflect-metadata');
require('../support/run-typescript.cjs');
require(join(__dirname, 'main.ts'))
  .main(process.argv.slice(2))
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
