import { Injectable } from '@nestjs/common';
import type { Actor } from '#contracts';
import { DataSource } from 'typeorm';
import { ActorLookup } from './actor-lookup.js';
import { Tokens } from './tokens.js';

@Injectable()
export class AuthenticationService {
  private readonly lookup: ActorLookup;

  constructor(
    dataSource: DataSource,
    private readonly tokens: Tokens,
  ) {
    this.lookup = new ActorLookup(dataSource);
  }

  /** Who a bearer token belongs to, with their grants; null when it is not, or no longer, valid. */
  async authenticate(token: string): Promise<Actor | null> {
    const id = this.tokens.read('bearer', token);
    return id ? this.lookup.find(id) : null;
  }
}
