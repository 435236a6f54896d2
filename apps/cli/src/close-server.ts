import { once } from 'node:events';
import type { Server } from 'node:http';

/** Takes no more requests, cuts those under way, and resolves when nothing is open any more. */
export async function closeServer(server: Server): Promise<void> {
  const isClosed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await isClosed;
}
