import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** Speaks to a mail server line by line, as tests need that no mail program would. */
export class MailDialogue {
  private heard = '';

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1').on('data', (text: string) => (this.heard += text));
    socket.on('error', () => undefined);
  }

  /** Connects and hears the greeting. */
  static async begin(address: string): Promise<MailDialogue> {
    const { hostname, port } = new URL(address.replace(/^lmtp:/, 'smtp:'));
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const dialogue = new MailDialogue(socket);
    await dialogue.replies(1);
    return dialogue;
  }

  /** Says one line and hears the reply to it. */
  async say(line: string): Promise<string> {
    this.socket.write(`${line}\r\n`, 'latin1');
    return (await this.replies(1)).join();
  }

  /** Says lines without waiting for anything. */
  write(text: string): void {
    this.socket.write(text, 'latin1');
  }

  /** The next replies, each of them one line or several. */
  async replies(count: number): Promise<string[]> {
    const found: string[] = [];
    while (found.length < count) {
      const whole = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3}(?: [^\r\n]*)?\r\n/.exec(this.heard)?.[0];
      if (whole === undefined) await once(this.socket, 'data');
      else {
        this.heard = this.heard.slice(whole.length);
        found.push(whole.trim());
      }
    }
    return found;
  }

  /** Goes away without a word, as a machine does that loses its power. */
  breakOff(): void {
    this.socket.destroy();
  }
}
