/** Rows of a linear model, compressed; what a worker thread is given. */
export interface Rows {
  /** `starts[i]` to `starts[i + 1]` are the entries of row i. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** 1 where the row is exactly its `upper`, 0 where it is at most that. */
  readonly isExact: Uint8Array;
  readonly upper: Float64Array;
  /** Index of the constraint that each row belongs to. */
  readonly constraints: Int32Array;
}

/** A column and its factor. */
export type Entry = readonly [column: number, value: number];

interface RowOptions {
  /** Without: at most 1. */
  readonly exactly?: number;
  readonly constraint: number;
}

export class RowBuilder {
  private readonly starts = [0];
  private readonly columns: number[] = [];
  private readonly values: number[] = [];
  private readonly isExact: number[] = [];
  private readonly upper: number[] = [];
  private readonly constraints: number[] = [];
  helpers = 0;

  /** @param candidates columns that are there before any helper */
  constructor(private readonly candidates: number) {}

  /** The number of a new column from 0 to 1. */
  addHelper(): number {
    return this.candidates + this.helpers++;
  }

  addSum(columns: readonly number[], options: RowOptions): void {
    this.add(
      columns.map((column) => [column, 1]),
      options,
    );
  }

  add(entries: readonly Entry[], { exactly, constraint }: RowOptions): void {
    for (const [column, value] of entries) {
      this.columns.push(column);
      this.values.push(value);
    }
    this.starts.push(this.columns.length);
    this.isExact.push(exactly === undefined ? 0 : 1);
    this.upper.push(exactly ?? 1);
    this.constraints.push(constraint);
  }

  build(): Rows {
    return {
      starts: Int32Array.from(this.starts),
      columns: Int32Array.from(this.columns),
      values: Float64Array.from(this.values),
      isExact: Uint8Array.from(this.isExact),
      upper: Float64Array.from(this.upper),
      constraints: Int32Array.from(this.constraints),
    };
  }
}
