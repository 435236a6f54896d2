import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';

/** The OpenAPI description of all routes: what `/openapi.json` serves and the repository holds. */
function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Ganpei 敢赔')
    .setDescription(
      'A guarantee against loss by payment fraud: claims, review, payouts, and the ledger that proves them. ' +
        'Errors are problem documents (RFC 9457) with a stable `code` and texts in Chinese and English.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, config);
}

/** Serves the description at `/openapi.json` and a page for people at `/docs`. */
export function serveDocumentation(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
  });
}
