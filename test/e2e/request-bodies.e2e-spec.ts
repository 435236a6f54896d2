import type { Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

import { unvalidatedBodies } from '../architecture/request-bodies';
import { TestService } from '../support/test-service';

interface RouteArgument {
  readonly data?: unknown;
  readonly pipes?: readonly unknown[];
}

/** Handlers that take one field of a query or of the headers, which no class checks. */
function singleFields(controllers: readonly Type[]): string[] {
  const kinds = [RouteParamtypes.QUERY, RouteParamtypes.HEADERS].map(String);
  return controllers.flatMap((controller) =>
    new MetadataScanner().getAllMethodNames(controller.prototype as object).flatMap((method) => {
      const kept: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method);
      return Object.entries((kept ?? {}) as Record<string, RouteArgument>)
        .filter(([key, { data, pipes }]) => {
          const [kind = ''] = key.split(':');
          return kinds.includes(kind) && data !== undefined && (pipes ?? []).length === 0;
        })
        .map(([, { data }]) => `${controller.name}.${method} takes ${String(data)}`);
    }),
  );
}

describe('what requests may say', () => {
  let service: TestService;
  let controllers: Type[];

  beforeAll(async () => {
    service = await TestService.start();
    controllers = service.app
      .get(DiscoveryService, { strict: false })
      .getControllers()
      .map(({ metatype }) => metatype as Type);
  });
  afterAll(async () => {
    await service.stop();
  });

  it('is looked at in every controller of the running service', () => {
    const names = controllers.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['ClaimsController', 'HealthController']));
    expect(names.length).toBeGreaterThanOrEqual(14);
  });

  it('is checked by rules in every body and every query, at run time too', () => {
    expect(unvalidatedBodies(controllers)).toEqual([]);
  });

  it('is never one bare field of a query or of the headers', () => {
    expect(singleFields(controllers)).toEqual([]);
  });
});
