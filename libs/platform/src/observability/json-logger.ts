import { ConsoleLogger } from '@nestjs/common';
import type { LogLevel } from '@nestjs/common';

/**
 * Logs one JSON object per line. By rule we log events with ids and counts: never bodies, names,
 * addresses or amounts (a canary test greps the logs).
 */
export function jsonLogger(levels: LogLevel[] = ['log', 'warn', 'error', 'fatal']): ConsoleLogger {
  return new ConsoleLogger({ json: true, colors: false, logLevels: levels });
}
