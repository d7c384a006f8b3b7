import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { alertRules, dashboardExpressions, isWellFormed, metricNames, read } from './expressions.js';

describe('deploy/observability', () => {
  it.each(dashboardExpressions())('the dashboard’s %s is PromQL', (expression) => {
    expect(isWellFormed(expression)).toBe(true);
    expect(metricNames(expression).length).toBeGreaterThan(0);
  });

  it.each(alertRules())(
    '$alert is PromQL, and says whom it calls and why',
    ({ expr, labels, annotations }) => {
      expect(isWellFormed(expr)).toBe(true);
      expect(['page', 'ticket']).toContain(labels.severity);
      expect(annotations.summary).toMatch(/\.$/);
    },
  );

  it('pages by lateness, age and failures, never by the length of a queue', () => {
    const lengths = ['unpublished', '_pending', '_open', '_overdue', 'batch_size'];
    const names = alertRules()
      .filter(({ labels }) => labels.severity === 'page')
      .flatMap(({ expr }) => metricNames(expr));
    expect(names.filter((name) => lengths.some((length) => name.endsWith(length)))).toEqual([]);
  });

  it('is what Prometheus is told to read', () => {
    const { rule_files, scrape_configs } = parse(read('prometheus.yml'));
    expect(rule_files).toEqual(['alerts.yml']);
    expect(scrape_configs[0].file_sd_configs[0].files).toEqual(['targets.yml']);
    expect(parse(read('targets.yml'))[0].targets).toHaveLength(5);
  });

  it.each(['sum by (le (x)', 'rate(x[5m]', 'x >', ''])('a slip like “%s” is not PromQL', (expression) => {
    expect(isWellFormed(expression)).toBe(false);
  });
});
