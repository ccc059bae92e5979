/** Which images a person has named, and how. */
export class Names {
  private readonly byRow = new Map<number, number>();
  /** Names that can be given; those of classes come first, under their labels. */
  all: string[] = [];

  /** Takes the names of other classes; none has been given. */
  begin(classes: string[]): void {
    this.all = classes;
    this.clear();
  }

  get count(): number {
    return this.byRow.size;
  }

  /** How many different names images have. */
  get given(): number {
    return new Set(this.byRow.values()).size;
  }

  get rows(): number[] {
    return [...this.byRow.keys()];
  }

  of(row: number): number | undefined {
    return this.byRow.get(row);
  }

  /** Adds a name where there is none such; returns its place. */
  add(name: string): number {
    const at = this.all.indexOf(name);
    return at < 0 ? this.all.push(name) - 1 : at;
  }

  give(row: number, name: number): void {
    this.byRow.set(row, name);
  }

  take(row: number): void {
    this.byRow.delete(row);
  }

  clear(): void {
    this.byRow.clear();
  }

  /** The names of some rows; -1 where there is none. */
  among(rows: Uint32Array): Int32Array {
    return Int32Array.from(rows, (row) => this.byRow.get(row) ?? -1);
  }
}
