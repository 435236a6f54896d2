import { EventEmitter } from 'node:events';

import type { PgNotification, PgPool, PgPoolClient } from 'bullmq';
import type { Pool, PoolClient } from 'pg';

const LISTEN = 'LISTEN bullmq_jobs';
/** What a worker says to the connection that it would keep for itself, to listen on. */
const WANTS_TO_LISTEN = /^LISTEN bullmq_jobs\b/m;
const NAMES_ITSELF = "set_config('application_name'";
const NOTHING = { rows: [], rowCount: 0 };

type Query = PgPool['query'];

/**
 * A pool for all workers of a process, dressed as the one that each of them expects. A worker of
 * BullMQ keeps a connection of its own to listen on, and PostgreSQL wakes every connection that
 * listens for every job, whoever it is for. Here all of them listen on one.
 */
export class ListeningPool implements PgPool {
  /**
   * Told that a dead connection may go unnoticed, BullMQ looks for jobs every ten seconds whatever
   * it hears, and otherwise once an hour: of a call that is lost while a connection breaks, or a
   * server stands still, nobody would hear again where jobs of one id are added once.
   */
  readonly options = { keepAlive: false } as const;
  private readonly ears = new Set<Ear>();
  private listening: Promise<void> | null = null;
  private listener: PoolClient | null = null;

  constructor(private readonly pool: Pool) {}

  readonly query: Query = async (text: string, params: readonly unknown[] = []) => {
    const { rows, rowCount } = await this.pool.query<never>(text, [...params]);
    return { rows, rowCount };
  };

  /** What looks like a connection: its statements run on any, and it hears what the one hears. */
  connect(): Promise<PgPoolClient> {
    return Promise.resolve(
      new Ear(this.query, {
        open: async (ear) => {
          this.ears.add(ear);
          await this.listen();
        },
        close: (ear) => this.ears.delete(ear),
      }),
    );
  }

  /** Closes all connections, once no worker works any more. */
  async end(): Promise<void> {
    await this.listening?.catch(() => undefined);
    this.takeListener()?.release(true);
    await this.pool.end();
  }

  on(event: 'error' | 'connect', listener: (given: never) => void): this {
    this.pool.on(event as 'error', listener as (error: Error) => void);
    return this;
  }

  removeAllListeners(event?: string): this {
    this.pool.removeAllListeners(event);
    return this;
  }

  /** Whoever comes while the connection is being opened waits for that one. */
  private async listen(): Promise<void> {
    const opening = (this.listening ??= this.open());
    try {
      await opening;
    } catch (error) {
      if (this.listening === opening) this.listening = null;
      throw error;
    }
  }

  private async open(): Promise<void> {
    const client = await this.pool.connect();
    this.listener = client;
    client.on('notification', ({ channel, payload = '' }) => {
      for (const ear of this.ears) ear.emit('notification', { channel, payload });
    });
    client.on('error', (error) => {
      this.lose(client, error);
    });
    try {
      await client.query(LISTEN);
    } catch (error) {
      this.lose(client, error as Error);
      throw error;
    }
  }

  /** Every worker that listened hears of it, and comes again: the first one opens another. */
  private lose(client: PoolClient, error: Error): void {
    // The driver tells of one loss by several errors.
    if (this.listener !== client) return;
    this.takeListener()?.release(true);
    this.listening = null;
    const ears = [...this.ears];
    this.ears.clear();
    for (const ear of ears) ear.emit('error', error);
  }

  private takeListener(): PoolClient | null {
    const client = this.listener;
    this.listener = null;
    client?.removeAllListeners('notification');
    return client;
  }
}

interface Listening {
  readonly open: (ear: Ear) => Promise<void>;
  readonly close: (ear: Ear) => void;
}

/** A worker's part of the connection that all of them listen on. */
class Ear extends EventEmitter<{ notification: [PgNotification]; error: [Error]; end: [] }> {
  constructor(
    private readonly ask: Query,
    private readonly listening: Listening,
  ) {
    super();
  }

  readonly query: Query = async (text: string, params: readonly unknown[] = []) => {
    // One name for all is that of the pool.
    if (text.includes(NAMES_ITSELF)) return NOTHING;
    if (!WANTS_TO_LISTEN.test(text)) return this.ask(text, params);
    await this.listening.open(this);
    return NOTHING;
  };

  release(): void {
    this.listening.close(this);
  }
}
