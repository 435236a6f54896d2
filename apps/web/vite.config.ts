import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const API = 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react()],
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
