import type { Socket } from 'node:net';

/** Tells what is heard of what a client sends, piece by piece; it may remember what came before. */
export type Listener = (piece: Buffer) => string;

/** What happens to a connection on which something certain is said. */
export interface Trap {
  /** Given what the client has said so far on this connection, the newest last. */
  readonly at: (said: string) => boolean;
  /**
   * `keep`: the piece that sprang it goes nowhere, nor does anything after it. `halve`: half of it
   * passes. `silence`: it passes, and no answer comes back.
   */
  readonly then: 'keep' | 'halve' | 'silence';
}

interface Ends {
  readonly client: Socket;
  readonly server: Socket;
}

/** What the proxy decides about its connections. */
interface Surroundings {
  readonly delayMs: () => number;
  /** The trap that this connection went into just now; null for none. */
  readonly trapFor: (connection: ProxiedConnection) => Trap | null;
}

const SAID_MAX = 256 * 1024;

/** One way of a connection: it passes pieces on, or keeps them. */
class Way {
  private readonly kept: (Buffer | null)[] = [];
  private isShut = false;

  constructor(
    private readonly to: Socket,
    private readonly delayMs: () => number,
  ) {}

  get isShutNow(): boolean {
    return this.isShut;
  }

  /** Null is the end. */
  push(piece: Buffer | null): void {
    if (this.isShut) this.kept.push(piece);
    else this.deliver(piece);
  }

  shut(): void {
    this.isShut = true;
  }

  open(): void {
    this.isShut = false;
    for (const piece of this.kept.splice(0)) this.deliver(piece);
  }

  private deliver(piece: Buffer | null): void {
    const delayMs = this.delayMs();
    if (delayMs === 0) this.write(piece);
    else {
      setTimeout(() => {
        this.write(piece);
      }, delayMs).unref();
    }
  }

  private write(piece: Buffer | null): void {
    if (this.to.destroyed || this.to.writableEnded) return;
    if (piece === null) this.to.end();
    else this.to.write(piece);
  }
}

/** A connection through a proxy. */
export class ProxiedConnection {
  /** What the client has said, as far back as a trap may look. */
  said = '';

  private readonly toServer: Way;
  private readonly toClient: Way;

  constructor(
    private readonly ends: Ends,
    private readonly listener: Listener,
    private readonly around: Surroundings,
  ) {
    const { client, server } = ends;
    this.toServer = new Way(server, around.delayMs);
    this.toClient = new Way(client, around.delayMs);
    client.on('data', (piece) => {
      this.take(piece);
    });
    client.on('end', () => {
      // Who is gone never says the rest of it: what was kept back is lost with them.
      if (this.toServer.isShutNow) server.destroy();
      else this.toServer.push(null);
    });
    server.on('data', (piece) => {
      this.toClient.push(piece);
    });
    server.on('end', () => {
      this.toClient.push(null);
    });
    for (const [end, other] of [
      [client, server],
      [server, client],
    ] as const) {
      end.on('error', () => {
        other.destroy();
      });
    }
    client.on('close', () => {
      server.destroy();
    });
  }

  lose(way: 'to_server' | 'to_client' | 'both'): void {
    if (way !== 'to_client') this.toServer.shut();
    if (way !== 'to_server') this.toClient.shut();
  }

  /** Both ways are open again; what was kept back is delivered. */
  pass(): void {
    this.toServer.open();
    this.toClient.open();
  }

  reset(): void {
    this.ends.client.resetAndDestroy();
    this.ends.server.destroy();
  }

  private take(piece: Buffer): void {
    this.said = `${this.said}${this.listener(piece)}`.slice(-SAID_MAX);
    const then = this.around.trapFor(this)?.then ?? 'pass';
    const whole = piece.length;
    const passing = { pass: whole, silence: whole, halve: whole >> 1, keep: 0 }[then];
    if (passing > 0) this.toServer.push(piece.subarray(0, passing));
    if (then === 'keep' || then === 'halve') this.toServer.shut();
    if (then === 'silence') this.toClient.shut();
    if (passing < whole) this.toServer.push(piece.subarray(passing));
  }
}
