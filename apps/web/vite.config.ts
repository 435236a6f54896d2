import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const API = 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react(), smallerCopies()],
  // Relative addresses: the page also works below a path of a reverse proxy.
  base: './',
  build: {
    outDir: '../../dist/apps/web/site',
    emptyOutDir: true,
    // The content security policy allows no inline script, and the page is too small to need one.
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/v1': API, '/readyz': API, '/docs': API, '/openapi.json': API },
  },
});

/** Lays smaller copies beside scripts and styles; the API sends them to whoever can read them. */
function smallerCopies(): Plugin {
  return {
    name: 'smaller-copies',
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter((one) => /\.(js|css)$/.test(one))) {
        const file = join(dir, name);
        const content = readFileSync(file);
        writeFileSync(`${file}.br`, brotliCompressSync(content));
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}
