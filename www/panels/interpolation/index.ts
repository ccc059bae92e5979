import { slerp } from "../../engine/slerp";
import type { State } from "../../run/store";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { mountLine } from "../../views/line";
import { lineOf, linePlaces, shownPlaces, type Line } from "../../walks/line";
import { lineVectors } from "../../walks/vectors";
import { nameOf, needsNumbers, type Panel } from "../panel";
import { mountLayers } from "./layers";
import { mountSearch } from "./search";
import { mountSlots } from "./slots";

const words = text.walks.lines;
const kinds = ["straight", "circle", "along"] as const;
type Kind = (typeof kinds)[number];

export interface LinesAnswer {
  a: number;
  b: number;
  straight: Line;
  circle: Line;
}

/** Two slots for picked images, and ways between them: straight, on a great circle, and along the data. */
export const interpolation: Panel<LinesAnswer> = {
  name: "interpolation",
  kind: "walk",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  question: ({ a, b }, { images }) => ({
    key: [a, b],
    async ask(vae) {
      const { mean } = await vae.embed(Uint32Array.of(a, b));
      const [from, to] = [mean.subarray(0, mean.length / 2), mean.subarray(mean.length / 2)];
      const [height, width, channels] = images.shape.slice(1) as [number, number, number];
      const drawn = async (points: Float32Array) =>
        lineOf(points, await vae.decode(points), height * width * channels);
      const straight = await drawn(lineVectors(from, to, linePlaces));
      return { a, b, straight, circle: await drawn(slerp(from, to, linePlaces)) };
    },
  }),
  shows: ["a", "b", "slot", "step", "phase", "dataset"],
  mount(host, { dataset, stack, store, session, instrument }) {
    const slots = mountSlots(host, stack, store);
    const lines = Object.fromEntries(
      kinds.map((kind) => {
        const about = { name: words.names[kind], about: words.about[kind], style: kind, empty: words.empty };
        return [kind, mountLine(host, about)];
      }),
    ) as Record<Kind, ReturnType<typeof mountLine>>;
    let answer: LinesAnswer | null = null;
    const search = mountSearch(lines.along.element, { dataset, stack, store, session, instrument }, draw);
    const layers = mountLayers(host, store, () => search.fresh?.points ?? null);

    // What is known of a model goes with it, whether or not this is on screen.
    store.listen((changed) => {
      if (!answer || !changed.has("answers") || "interpolation" in store.state.answers) return;
      answer = null;
      search.forget();
      draw();
    });

    function draw(): void {
      const { a, b, dataset } = store.state;
      const way = search.way;
      const all: Record<Kind, Line | null> = {
        straight: answer?.straight ?? null,
        circle: answer?.circle ?? null,
        along: way,
      };
      const most = Math.max(0, ...kinds.flatMap((kind) => all[kind]?.changes ?? []));
      const [from, to] = [nameOf(dataset!, a), nameOf(dataset!, b)];
      for (const kind of kinds) {
        const line = all[kind];
        const name = words.names[kind];
        lines[kind].update(
          line && {
            images: { ...stack, pixels: line.images },
            changes: line.changes,
            most,
            total: words.total(fixed(line.total, 2)),
            stripLabel: words.strip(shownPlaces, from, to, name),
            barsLabel: words.bars(
              name,
              line.changes.map((change) => fixed(change, 2)),
            ),
          },
        );
      }
      search.compare(answer?.straight.total ?? null);
      layers.draw();
    }

    return {
      update(next, state: Readonly<State>) {
        answer = next;
        slots.update(state);
        draw();
      },
      destroy() {
        slots.destroy();
        search.destroy();
        layers.destroy();
        for (const kind of kinds) lines[kind].destroy();
      },
    };
  },
};
