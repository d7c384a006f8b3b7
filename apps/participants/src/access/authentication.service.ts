import { Injectable } from '@nestjs/common';
import type { Actor } from '#contracts';
import { DataSource, IsNull } from 'typeorm';
import { grantsOf } from './access.queries.js';
import { Login } from './login.entity.js';
import { Tokens } from './tokens.js';

@Injectable()
export class AuthenticationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tokens: Tokens,
  ) {}

  /** Who a bearer token belongs to, with their grants; null when it is not, or no longer, valid. */
  async authenticate(token: string): Promise<Actor | null> {
    const id = this.tokens.read('bearer', token);
    if (!id) return null;
    const { manager } = this.dataSource;
    const login = await manager.findOneBy(Login, { id, revokedAt: IsNull() });
    if (!login) return null;
    return { kind: 'person', id: login.personId, grants: await grantsOf(manager, login.personId) };
  }
}
