import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';

const FOLDER = resolve(import.meta.dirname, '../../deploy/observability');
export const read = (file: string) => readFileSync(resolve(FOLDER, file), 'utf8');

export interface AlertRule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string };
}

export function alertRules(): AlertRule[] {
  const { groups } = parse(read('alerts.yml')) as { groups: { rules: AlertRule[] }[] };
  return groups.flatMap(({ rules }) => rules);
}

export function dashboardExpressions(): string[] {
  const { panels } = JSON.parse(read('dashboard.json')) as { panels: { targets?: { expr: string }[] }[] };
  return panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
}

/** The node names of an expression's syntax tree by Prometheus's own grammar, with their text. */
function nodesOf(expression: string): { name: string; text: string; isError: boolean }[] {
  const nodes: { name: string; text: string; isError: boolean }[] = [];
  parser.parse(expression).iterate({
    enter: ({ name, from, to, type }) =>
      void nodes.push({ name, text: expression.slice(from, to), isError: type.isError }),
  });
  return nodes;
}

export const isWellFormed = (expression: string): boolean =>
  expression.trim() !== '' && nodesOf(expression).every(({ isError }) => !isError);

export function metricNames(expression: string): string[] {
  return nodesOf(expression)
    .filter(({ name }) => name === 'Identifier')
    .map(({ text }) => text);
}
