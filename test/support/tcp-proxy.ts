import { once } from 'node:events';
import { Socket, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';

import { ProxiedConnection } from './proxied-connection';
import type { Listener, Trap } from './proxied-connection';

export interface ProxyTarget {
  readonly host: string;
  readonly port: number;
}

/** A trap that waits, and the connection that went into it. */
export class SetTrap {
  readonly sprung: Promise<void>;
  private caught: ProxiedConnection | null = null;
  private spring: () => void = () => undefined;

  constructor(readonly trap: Trap) {
    this.sprung = new Promise((resolve) => {
      this.spring = resolve;
    });
  }

  get isSprung(): boolean {
    return this.caught !== null;
  }

  /** Catches a connection, unless it has one already. True when it did. */
  catches(connection: ProxiedConnection, said: string): boolean {
    if (this.caught !== null || !this.trap.at(said)) return false;
    this.caught = connection;
    this.spring();
    return true;
  }

  /** Lets the connection go: what was kept back is delivered, late. */
  release(): void {
    this.caught?.pass();
  }

  /** Cuts the connection: both ends get a reset. */
  cut(): void {
    this.caught?.reset();
  }
}

/**
 * Stands between a process and its database or rail on loopback, and does what networks do: it is
 * slow, loses one way or both for a while, cuts, and stops at exactly one message.
 */
export class TcpProxy {
  /** How late each piece arrives, either way. */
  delayMs = 0;

  private readonly connections = new Set<ProxiedConnection>();
  private readonly traps: SetTrap[] = [];
  private readonly all: ProxiedConnection[] = [];
  private isCut = false;

  private constructor(
    private readonly server: Server,
    private readonly target: ProxyTarget,
    private readonly listener: () => Listener,
  ) {
    server.on('connection', (client) => {
      this.accept(client);
    });
  }

  /** `listener` tells what is heard of the client's bytes: by default just them. */
  static async start(
    target: ProxyTarget,
    listener: () => Listener = () => (piece) => piece.toString('latin1'),
  ): Promise<TcpProxy> {
    const server = createServer({ allowHalfOpen: true });
    const proxy = new TcpProxy(server, target, listener);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** What was said on each connection until now, also where it went nowhere. */
  get conversations(): readonly string[] {
    return this.all.map(({ said }) => said);
  }

  /** The first connection on which this is said gets into the trap. */
  set(trap: Trap): SetTrap {
    const set = new SetTrap(trap);
    this.traps.push(set);
    return set;
  }

  /** Resets all connections, and every new one, until it is healed. */
  cut(): void {
    this.isCut = true;
    for (const connection of this.connections) connection.reset();
  }

  /** Nothing arrives any more, one way or both, although everybody stays connected. */
  lose(way: 'to_server' | 'to_client' | 'both'): void {
    for (const connection of this.connections) connection.lose(way);
  }

  /** All is well again; as TCP does it, what was lost arrives now. Traps stay as they are. */
  heal(): void {
    this.isCut = false;
    for (const connection of this.connections) connection.pass();
  }

  async close(): Promise<void> {
    this.cut();
    await once(this.server.close(), 'close');
  }

  private accept(client: Socket): void {
    if (this.isCut) {
      client.resetAndDestroy();
      return;
    }
    const server = new Socket({ allowHalfOpen: true });
    server.connect(this.target);
    const connection = new ProxiedConnection({ client, server }, this.listener(), {
      delayMs: () => this.delayMs,
      trapFor: (one) => this.traps.find((trap) => trap.catches(one, one.said))?.trap ?? null,
    });
    this.all.push(connection);
    this.connections.add(connection);
    client.once('close', () => this.connections.delete(connection));
  }
}
