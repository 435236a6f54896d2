import type { Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { MetadataScanner } from '@nestjs/core';
import { getMetadataStorage } from 'class-validator';

/** What Nest keeps for each decorated argument, under `<kind>:<index>`. */
interface RouteArgument {
  readonly index: number;
  readonly data?: unknown;
}

const BODY = String(RouteParamtypes.BODY);
/** These are validated only when taken whole, as a class; a single `@Query('limit')` has a pipe. */
const WHOLE_ONLY = [String(RouteParamtypes.QUERY), String(RouteParamtypes.PARAM)];

function hasValidationRules(candidate: unknown): boolean {
  return (
    typeof candidate === 'function' &&
    getMetadataStorage().getTargetValidationMetadatas(candidate, '', true, false).length > 0
  );
}

function nameOf(candidate: unknown): string {
  return typeof candidate === 'function' ? candidate.name : 'nothing';
}

function unvalidatedArguments(controller: Type, method: string): string[] {
  const routeArguments = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ??
    {}) as Record<string, RouteArgument>;
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, method) ??
    []) as unknown[];
  return Object.entries(routeArguments)
    .filter(([key, { data }]) => {
      const kind = key.split(':')[0] ?? '';
      return kind === BODY || (WHOLE_ONLY.includes(kind) && data === undefined);
    })
    .filter(([, { index }]) => !hasValidationRules(types[index]))
    .map(([, { index }]) => `${controller.name}.${method} takes ${nameOf(types[index])}`);
}

/**
 * Names the handlers whose `@Body()` (or whole `@Query()`, `@Param()`) reaches them unchecked. A
 * DTO imported by `import type` compiles and lints, but its metadata becomes `Object` and the
 * validation pipe lets everything pass; so does a class without a single rule.
 */
export function unvalidatedBodies(controllers: readonly Type[]): string[] {
  const scanner = new MetadataScanner();
  return controllers.flatMap((controller) =>
    scanner
      .getAllMethodNames(controller.prototype as object)
      .flatMap((method) => unvalidatedArguments(controller, method)),
  );
}
