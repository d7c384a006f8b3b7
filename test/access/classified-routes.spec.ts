import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '../..');

const UNCLASSIFIED = [
  `@Get('backdoor') open() {}`,
  `@Post() @HttpCode(200) open() {}`,
  `@Delete(':id') @ApiOperation({ summary: 'open' }) open() {}`,
  `@All('*') open() {}`,
];
const CLASSIFIED = [
  `@Get() @Operation('city.read', {}) open() {}`,
  `@AnswerOperation('partner.answer', '') @Post() open() {}`,
  `private help() {}`,
];

/** Reading the whole project for its types takes seconds, and this rule needs none. */
const WITHOUT_TYPES = [
  '--parser-options=projectService:false',
  ...['no-floating-promises', 'no-misused-promises', 'await-thenable', 'switch-exhaustiveness-check'].map(
    (rule) => `--rule=@typescript-eslint/${rule}: off`,
  ),
];

describe('npm run check', () => {
  it('finds each route of the gateway that no action classifies, and takes the others', () => {
    const methods = [...UNCLASSIFIED, ...CLASSIFIED];
    const controller = `@Controller('v1')\nexport class BackdoorController {\n${methods.join('\n')}\n}\n`;
    const file = 'apps/gateway/src/backdoor/backdoor.controller.ts';
    const eslint = resolve(ROOT, 'node_modules/eslint/bin/eslint.js');
    const args = [eslint, '--stdin', '--stdin-filename', file, '--format', 'json', ...WITHOUT_TYPES];
    const { stdout } = spawnSync(process.execPath, args, { cwd: ROOT, input: controller, encoding: 'utf8' });
    const [{ messages }] = JSON.parse(stdout) as [{ messages: { message: string; line: number }[] }];

    const found = messages.filter(({ message }) => message.startsWith('Every route has an @Operation'));
    expect(found.map(({ line }) => methods[line - 3])).toEqual(UNCLASSIFIED);
  }, 60_000);
});
