'use strict';
// Plays seeds of the simulation without a build step, on as many processes as there are cores:
//   node test/simulation/run.cjs --seeds 100000 --from 1
const { join } = require('node:path');
require('reflect-metadata');
require('../support/run-typescript.cjs');

/** Whoever is started by `main.ts` plays its part, and tells what came of it. */
async function run(given) {
  if (process.send === undefined) await require(join(__dirname, 'main.ts')).main(given);
  else process.send(await require(join(__dirname, 'part.ts')).playPart(given));
}

run(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
