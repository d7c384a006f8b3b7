import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { FactDefinition, RequestDefinition } from './index.js';
import * as contracts from './index.js';

/**
 * A sample of every message, named by its subject. Samples are only ever added: a definition that no longer
 * reads an old one would break a service that still sends it (DESIGN section 5).
 */
const FOLDER = resolve(import.meta.dirname, '../samples');

const exported = Object.values(contracts) as unknown[];
const ofServices = contracts.SERVICES.flatMap((service) => [
  contracts.reportHealth(service),
  contracts.readClock(service),
  contracts.setClock(service),
  contracts.reportFacts(service),
  contracts.listParked(service),
  contracts.replayParked(service),
  contracts.dropParked(service),
  contracts.pageVersions(service),
  contracts.republish(service),
]);
const definitions = new Map(
  [...exported, ...ofServices].filter(isDefinition).map((definition) => [definition.subject, definition]),
);

function isDefinition(value: unknown): value is RequestDefinition | FactDefinition {
  return typeof value === 'object' && value !== null && 'subject' in value;
}

function sampleOf(subject: string): Record<string, unknown> {
  return JSON.parse(readFileSync(resolve(FOLDER, `${subject}.json`), 'utf8')) as Record<string, unknown>;
}

describe('samples', () => {
  it('exist for every message, and no others', () => {
    const files = readdirSync(FOLDER).map((file) => file.replace(/(\.\d+)?\.json$/, ''));
    expect([...new Set(files)].sort()).toEqual([...definitions.keys()].sort());
  });

  it.each([...definitions])('%s reads its sample and loses nothing', (subject, definition) => {
    const sample = sampleOf(subject);
    if ('data' in definition) {
      expect(definition.data.parse(sample['data'])).toEqual(sample['data']);
    } else {
      expect(definition.input.parse(sample['input'])).toEqual(sample['input']);
      expect(definition.output.parse(sample['output'])).toEqual(sample['output']);
    }
  });

  it.each([...definitions])('%s ignores fields that it does not know', (subject, definition) => {
    const sample = sampleOf(subject);
    const [schema, value] =
      'data' in definition ? [definition.data, sample['data']] : [definition.output, sample['output']];
    expect(schema.parse({ ...(value as object), addedLater: true })).toEqual(value);
  });
});
