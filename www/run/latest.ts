/** Does one at a time; of what comes while one is under way, only the latest. What it throws goes to `failed`. */
export function latestOnly<T>(
  work: (value: T) => Promise<void>,
  failed: (error: Error) => void,
): (value: T) => void {
  let waiting: { value: T } | null = null;
  let underWay = false;

  async function run(): Promise<void> {
    underWay = true;
    while (waiting) {
      const { value } = waiting;
      waiting = null;
      await work(value).catch(failed);
    }
    underWay = false;
  }

  return (value) => {
    waiting = { value };
    if (!underWay) void run();
  };
}
