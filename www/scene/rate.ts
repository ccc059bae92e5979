/** Times that are counted, in milliseconds. */
const span = 2000;

/** How often something happened a second, of late; null before it has happened twice. */
export function createRate() {
  let times: number[] = [];
  return {
    /** It has happened at this time, in milliseconds. */
    count(now: number): void {
      times.push(now);
      times = times.filter((time) => time > now - span);
    },
    get perSecond(): number | null {
      const [first, last] = [times[0], times.at(-1)];
      return times.length < 2 || last === first ? null : (1000 * (times.length - 1)) / (last! - first!);
    },
    forget(): void {
      times = [];
    },
  };
}
