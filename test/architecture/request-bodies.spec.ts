import 'reflect-metadata';

import { Body, Controller, Param, Post, Query } from '@nestjs/common';
import { IsString } from 'class-validator';

import { unvalidatedBodies } from './request-bodies';

class NamedBody {
  @IsString()
  name!: string;
}

class BodyWithoutRules {
  name!: string;
}

class PageQuery {
  @IsString()
  after!: string;
}

@Controller('careful')
class CarefulController {
  @Post(':id')
  create(@Body() body: NamedBody, @Param('id') id: string, @Query() page: PageQuery): string {
    return `${body.name} ${id} ${page.after}`;
  }
}

/** A type leaves the same metadata as a class that was imported by `import type`: `Object`. */
type Erased = Readonly<{ name: string }>;

@Controller('careless')
class CarelessController {
  @Post('erased')
  erased(@Body() body: Erased): string {
    return body.name;
  }

  @Post('without-rules')
  withoutRules(@Body() body: BodyWithoutRules): string {
    return body.name;
  }

  @Post('one-field')
  oneField(@Body('name') name: string): string {
    return name;
  }

  @Post('erased-query')
  erasedQuery(@Query() query: Erased): string {
    return query.name;
  }
}

@Controller('heir')
class HeirController extends CarelessController {}

describe('the sweep over request bodies', () => {
  it('accepts a body and a query that are classes with rules', () => {
    expect(unvalidatedBodies([CarefulController])).toEqual([]);
  });

  it('names each handler whose body or query nobody checks', () => {
    expect(unvalidatedBodies([CarelessController, CarefulController])).toEqual([
      'CarelessController.erased takes Object',
      'CarelessController.withoutRules takes BodyWithoutRules',
      'CarelessController.oneField takes String',
      'CarelessController.erasedQuery takes Object',
    ]);
  });

  it('finds handlers that a controller inherits', () => {
    expect(unvalidatedBodies([HeirController])).toHaveLength(4);
  });
});
