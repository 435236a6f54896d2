import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

import { EICAR } from '../../libs/claims/src/evidence/inspection/testing/hostile-files';

/** What clamd says of the test file that every scanner knows. */
export const THREAT = 'Win.Test.EICAR_HDB-1';

/**
 * A server that speaks the INSTREAM command of clamd, and knows one virus. It tells what it was
 * sent; it can be made to hang up, or to talk nonsense.
 */
export class ScannerUnderTest {
  readonly scanned: Buffer[] = [];
  /** What it answers instead of a verdict; null hangs up without a word. */
  says: string | null | undefined;

  private constructor(
    private readonly server: Server,
    readonly address: { readonly host: string; readonly port: number },
  ) {}

  static async start(port = 0): Promise<ScannerUnderTest> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const address = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    const scanner = new ScannerUnderTest(server, address);
    server.on('connection', (socket) => {
      scanner.serve(socket);
    });
    return scanner;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    let bytes = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const content = contentOf(bytes);
      if (content === null) return;
      this.scanned.push(content);
      socket.end(this.says === undefined ? verdictOn(content) : (this.says ?? ''));
    });
  }
}

function verdictOn(content: Buffer): string {
  return content.includes(EICAR) ? `stream: ${THREAT} FOUND\0` : 'stream: OK\0';
}

const COMMAND = 'zINSTREAM\0';

/** What a client sent, once its empty piece has come. */
function contentOf(bytes: Buffer): Buffer | null {
  if (bytes.length < COMMAND.length) return null;
  if (bytes.subarray(0, COMMAND.length).toString() !== COMMAND) throw new Error('Not INSTREAM.');
  const pieces: Buffer[] = [];
  let at = COMMAND.length;
  while (at + 4 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
