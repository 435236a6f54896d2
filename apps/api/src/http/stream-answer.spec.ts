import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import express from 'express';
import type { Response } from 'express';

import { streamAnswer } from './stream-answer';

const PIECE = Buffer.alloc(65_536, 'x');
const FOR_EVER = Infinity;

/** Content that says when it has been let go of, as a cursor would be closed. */
class Pieces {
  given = 0;
  isOpen = false;

  async *some(count: number): AsyncGenerator<Buffer> {
    this.isOpen = true;
    try {
      for (; this.given < count; this.given += 1) {
        yield PIECE;
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      this.isOpen = false;
    }
  }
}

describe('a large answer', () => {
  let server: Server;
  let answer: (response: Response) => Promise<void>;
  let answered: Promise<void>;
  let pieces: Pieces;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    const app = express().get('/', (_request, response) => {
      answered = answer(response);
    });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  beforeEach(() => {
    pieces = new Pieces();
  });
  afterAll(async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  });

  const port = (): number => (server.address() as AddressInfo).port;
  const whole = async (): Promise<ArrayBuffer> =>
    (await fetch(`http://127.0.0.1:${String(port())}/`)).arrayBuffer();

  /** Somebody who has asked. */
  async function reader(): Promise<Socket> {
    const socket = connect(port(), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    return socket;
  }

  it('reaches its reader whole', async () => {
    answer = (response) => streamAnswer(response, pieces.some(20));
    expect((await whole()).byteLength).toBe(20 * PIECE.length);
    await answered;
    expect(pieces).toMatchObject({ given: 20, isOpen: false });
  });

  it('ends when its reader leaves in the middle', async () => {
    answer = (response) => streamAnswer(response, pieces.some(FOR_EVER));
    const socket = await reader();
    await once(socket, 'data');
    expect(pieces.isOpen).toBe(true);
    socket.destroy();
    await answered;
    expect(pieces.isOpen).toBe(false);
  });

  it('is not begun when its reader has left before the first piece', async () => {
    answer = async (response) => {
      await once(response, 'close');
      await streamAnswer(response, pieces.some(FOR_EVER));
    };
    const socket = await reader();
    await once(server, 'request');
    socket.destroy();
    await answered;
    expect(pieces).toMatchObject({ given: 0, isOpen: false });
  });

  it('ends when its reader stays and takes nothing', async () => {
    answer = (response) => streamAnswer(response, pieces.some(FOR_EVER), { stalledMs: 100 });
    const socket = await reader();
    await once(socket, 'data');
    socket.pause();
    await answered;
    expect(pieces.isOpen).toBe(false);
    socket.destroy();
  });

  it('cuts the connection when the content cannot be read to its end', async () => {
    answer = (response) => streamAnswer(response, brokenAfter(pieces.some(3)));
    await expect(whole()).rejects.toThrow(/terminated/);
    await answered;
  });

  it('closes the file that it is read from when its reader leaves', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ganpei-answer-'));
    const path = join(folder, 'large');
    await writeFile(path, Buffer.alloc(50_000_000));
    const file = createReadStream(path);
    const closed = new Promise<void>((resolve) => file.once('close', () => resolve()));
    answer = (response) => streamAnswer(response, file);
    const socket = await reader();
    await once(socket, 'data');
    socket.destroy();
    await Promise.all([answered, closed]);
    expect(file.closed).toBe(true);
    await rm(folder, { recursive: true });
  });
});

async function* brokenAfter(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* content;
  throw new Error('The cursor is gone.');
}
