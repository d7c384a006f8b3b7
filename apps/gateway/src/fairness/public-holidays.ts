import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import type { PageLanguage } from '../pages/languages.js';

/** Countries × years × languages that are kept; far more than a network asks for. */
const MOST_KEPT = 2_000;

/** Local dates (`YYYY-MM-DD`) of public holidays, with their names. */
export type Holidays = ReadonlyMap<string, string>;
type Days = readonly (readonly [date: string, name: string])[];

interface Answer {
  country: string;
  year: number;
  language: string;
  days: Days;
}
interface Asked {
  resolve(days: Days): void;
  reject(error: Error): void;
}

/** Public holidays of whole countries, from the package date-holidays; regional ones are a city's own observances. */
@Injectable()
export class PublicHolidays implements OnModuleDestroy {
  private worker: Worker | undefined;
  private readonly known = new Map<string, Promise<Days>>();
  private readonly asked = new Map<string, Asked>();

  /**
   * The holidays of the years by country. A country that the package does not know has none.
   *
   * @param countries ISO 3166-1 codes of two letters
   * @param language of the names, where the package has them in it; else they are English
   */
  async of(
    countries: Iterable<string>,
    years: readonly number[],
    language: PageLanguage = 'en',
  ): Promise<Map<string, Holidays>> {
    const found = [...countries].map(async (country) => {
      const days = await Promise.all(years.map((year) => this.inYear(country, year, language)));
      return [country, new Map(days.flat())] as const;
    });
    return new Map(await Promise.all(found));
  }

  async onModuleDestroy(): Promise<void> {
    await this.worker?.terminate();
  }

  private inYear(country: string, year: number, language: string): Promise<Days> {
    const key = `${country} ${year} ${language}`;
    const known = this.known.get(key);
    if (known) return known;
    const days = new Promise<Days>((resolve, reject) => {
      this.asked.set(key, { resolve, reject });
      this.thread().postMessage({ country, year, language });
    });
    this.known.set(key, days);
    if (this.known.size > MOST_KEPT) this.known.delete(this.known.keys().next().value!);
    return days;
  }

  /** Started when first needed: it holds some 60 MB of calendars. */
  private thread(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(new URL('./public-holidays.worker.js', import.meta.url), { execArgv: [] });
    worker.unref();
    worker.on('message', ({ country, year, language, days }: Answer) => {
      const key = `${country} ${year} ${language}`;
      this.asked.get(key)?.resolve(days);
      this.asked.delete(key);
    });
    // Also after `terminate`: whoever still waits is told, and the next one starts a new thread.
    worker.on('error', (error) => this.fail(worker, error as Error));
    worker.on('exit', () => this.fail(worker, new Error('The thread for public holidays has ended.')));
    this.worker = worker;
    return worker;
  }

  private fail(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    for (const [key, { reject }] of this.asked) {
      this.known.delete(key);
      reject(error);
    }
    this.asked.clear();
  }
}
