import { Injectable } from '@nestjs/common';
import { FetchImportFile, type OutputOf } from '#contracts';
import { Requests } from '#platform';

/** Asks the events service for the files it took in. */
@Injectable()
export class ImportClient {
  constructor(private readonly requests: Requests) {}

  fetchFile(importId: string): Promise<OutputOf<typeof FetchImportFile>> {
    return this.requests.ask(FetchImportFile, { id: importId }, { asService: true });
  }
}
