import type { OpenAPIObject } from '@nestjs/swagger';
import { html, withCode, type Html } from '../pages/html.js';
import { layout } from '../pages/layout.js';
import { describeShape, type Schema } from './schema-shape.js';

interface Operation {
  tags?: string[];
  summary?: string;
  description?: string;
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema?: Schema }> }>;
}
interface Listed {
  method: string;
  path: string;
  operation: Operation;
}

/** The reference for people, drawn from the OpenAPI document without any script. */
export function referencePage(document: OpenAPIObject): string {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  return layout({
    title: 'API reference · Meridian',
    main: html`<div class="reference">
      <h1>API reference</h1>
      ${document.info.description?.split('\n\n').map((paragraph) => html`<p class="lead">${withCode(paragraph)}</p>`)}
      <p><a href="/v1/openapi.json">OpenAPI ${document.openapi}</a></p>
      ${byTag(document).map(
        ([tag, operations]) =>
          html`<section>
            <h2>${tag}</h2>
            ${operations.map(operationDetails)}
          </section>`,
      )}
      <section>
        <h2>Objects</h2>
        ${Object.entries(schemas).map(
          ([name, schema]) =>
            html`<details id="${name}">
              <summary><code>${name}</code></summary>
              <div class="body">
                <pre><code>${describeShape(schema)}</code></pre>
              </div>
            </details>`,
        )}
      </section>
    </div>`,
  });
}

function byTag(document: OpenAPIObject): [string, Listed[]][] {
  const tags = new Map<string, Listed[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) {
      const tag = operation.tags?.[0] ?? 'Others';
      tags.set(tag, [...(tags.get(tag) ?? []), { method: method.toUpperCase(), path, operation }]);
    }
  }
  return [...tags];
}

function operationDetails({ method, path, operation }: Listed): Html {
  const { summary, description, parameters = [], requestBody, responses, security } = operation;
  const body = requestBody?.content['application/json']?.schema;
  return html`<details>
    <summary>
      <span class="method">${method}</span><code>${path}</code><span class="quiet">${summary}</span>
    </summary>
    <div class="body">
      ${description && html`<p>${withCode(description)}</p>`}
      ${security && html`<p class="quiet">Takes a bearer token.</p>`}
      ${
        parameters.length > 0 &&
        html`<table>
          ${parameters.map(
            ({ name, in: where, required, description: text, schema }) =>
              html`<tr>
                <td><code>${name}</code></td>
                <td class="quiet">${where}${required && ', required'}</td>
                <td class="quiet">${schema && describeShape(schema)} ${text && withCode(text)}</td>
              </tr>`,
          )}
        </table>`
      }
      ${body && html`<pre><code>${describeShape(body)}</code></pre>`}
      <table>
        ${Object.entries(responses).map(
          ([status, { description: text, content = {} }]) =>
            html`<tr>
              <td>${status}</td>
              <td class="quiet">${withCode(text)}</td>
              <td><code>${replyShape(content)}</code></td>
            </tr>`,
        )}
      </table>
    </div>
  </details>`;
}

function replyShape(content: Record<string, { schema?: Schema }>): string {
  const [entry] = Object.entries(content);
  if (!entry) return '';
  const [type, { schema }] = entry;
  return schema && type.includes('json') ? describeShape(schema) : type;
}
