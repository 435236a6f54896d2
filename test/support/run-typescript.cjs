'use strict';
// Lets Node require our TypeScript without a build step, compiled as Jest compiles it. For the
// small commands of test/: benchmarks, the bill generator, and the command line in the fault tests.
// What was compiled once is kept by the digest of its source: fault tests start many processes.
const { createHash, randomUUID } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');
const { transformSync, version } = require('@swc/core');

const ROOT = resolve(__dirname, '../..');
const CACHE = join(ROOT, 'node_modules', '.cache', 'run-typescript');
const OPTIONS = {
  swcrc: false,
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    baseUrl: ROOT,
    paths: { '@app/*': ['./libs/*/src/index.ts'] },
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
};
mkdirSync(CACHE, { recursive: true });

/** The path is part of the digest: paths of ours are compiled to relative ones. */
function compiled(file) {
  const source = readFileSync(file, 'utf8');
  const digest = createHash('sha256')
    .update(JSON.stringify([version, OPTIONS, file, source]))
    .digest('hex');
  const kept = join(CACHE, `${digest}.js`);
  if (existsSync(kept)) return readFileSync(kept, 'utf8');
  const { code } = transformSync(source, { ...OPTIONS, filename: file });
  const unfinished = `${kept}.${randomUUID()}`;
  writeFileSync(unfinished, code);
  renameSync(unfinished, kept);
  return code;
}

require.extensions['.ts'] = (module, file) => {
  module._compile(compiled(file), file);
};

// A module that is loaded on demand is named as Node finds it in the build: './one.js' is one.ts.
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function resolveTypescript(request, parent, ...rest) {
  if (/^\..*\.js$/.test(request) && parent?.filename?.endsWith('.ts')) {
    const source = join(parent.path, request.replace(/\.js$/, '.ts'));
    if (existsSync(source)) return source;
  }
  return resolveFilename.call(this, request, parent, ...rest);
};
