import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { ProblemDocument } from '../http/problem-document.js';
import { NAMED_SCHEMAS } from './named-schemas.js';

const DESCRIPTION = `Links events in different cities.

Instants are UTC with \`Z\`; wall times have no offset and stand beside a \`zone\`. Errors are problem details
(RFC 9457) with a stable \`code\`. Bodies and queries are strict: an unknown field or parameter is refused by name.
Lists are \`{items, next}\`; ask for the next page with \`?cursor=\`.`;

/** The API as OpenAPI 3.1, from the routes and the zod schemas that check them. */
export function describeApi(app: INestApplication, publicUrl: string): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Meridian')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .setDescription(DESCRIPTION)
    .addServer(publicUrl)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A person’s token.' })
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}.${method}`,
    standardSchemaConverter: (schema, { schemaType }) => jsonSchema(schema as z.ZodType, schemaType),
  });
  // Replies of this type are not JSON to Swagger, which so does not find their schema by itself.
  const { schema, components } = jsonSchema(ProblemDocument, 'output');
  const problem = JSON.stringify(schema).replaceAll('#/$defs/', '#/components/schemas/');
  Object.assign(document.components!.schemas!, components, { Problem: JSON.parse(problem) });
  return document;
}

/** JSON Schema 2020-12, OpenAPI 3.1's own dialect; named schemas become components. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const {
    $schema: _dialect,
    $defs: components = {},
    ...rest
  } = z.toJSONSchema(schema, {
    io,
    metadata: NAMED_SCHEMAS,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // Replies grow additively; only what is sent to us is strict.
      if (io === 'output' && zodSchema._zod.def.type === 'object') delete jsonSchema.additionalProperties;
      // The bounds of a safe integer say nothing.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return { schema: rest, components: components as Record<string, unknown> };
}
