import { afterAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { launch, newDataFolder } from './testing/launched.mjs';

describe('npm start', () => {
  const folder = newDataFolder();
  afterAll(() => folder.remove());

  it('names the way out when the port that was asked for is in use', async () => {
    const stranger = createServer().listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const port = String(stranger.address().port);
    const { code, said } = await launch('start.mjs', { data: folder.data, env: { PORT: port } }).exit;
    stranger.close();
    expect(code).toBe(1);
    expect(said).toContain(
      `Port ${port} (PORT) is in use by another program. Choose another one, PORT=… npm start`,
    );
  });
});
