import { h, setText } from "../../dom";
import type { RecordedBlock } from "../../engine/protocol";
import { stageIndex, stages } from "../../inside/replay";
import type { Recorded } from "../../run/recording";
import { text } from "../../text/later";
import { mountImageButtons } from "../../views/image-buttons";
import { createChoice } from "../choice";
import { createLatest } from "../latest";
import { nameOf, needsNumbers, type Panel } from "../panel";
import { mountControls } from "./controls";
import { blockNames, mountDetail } from "./detail";
import { mountOnMap } from "./on-map";
import { createPlayer } from "./player";
import { sceneOf, type Scene } from "./scene";
import { mountWay } from "./way";

const words = text.slowMotion;
/** Images of the batch that are looked at. */
const most = 8;

/** One real step of training, recorded, then shown stage by stage while nothing is held up. */
export const slowMotion: Panel<never> = {
  name: "slow-motion",
  kind: "step-card",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  shows: ["dataset", "recorded", "phase", "busy"],
  mount(host, { stack, store, session, tools }) {
    const released = new AbortController();
    const { signal } = released;
    const record = h("button", { type: "button", title: words.recordHelp }, words.record);
    record.addEventListener("click", () => void session.recordStep(most), { signal });
    tools.append(record);
    const said = h("p", { class: "hint", role: "status" }, words.none);
    const replay = h("div", {
      class: "step-player",
      role: "group",
      "aria-label": words.player,
      tabindex: 0,
      hidden: true,
    });
    host.append(said, replay);
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    const player = createPlayer({ host: replay, onMove: draw });
    const bar = h("div", { class: "step-bar" });
    replay.append(bar);
    const block = h("span", { class: "step-block" });
    const controls = mountControls(bar, replay, player, block);
    const images = mountImageButtons(replay, stack, (row) =>
      choose(scene!.recorded.record.rows.indexOf(row)),
    );
    const way = mountWay(replay, stack);
    const about = h("div", {
      class: "step-detail",
      role: "region",
      "aria-label": words.detail,
      tabindex: 0,
    });
    replay.append(about);
    const detail = mountDetail(about);
    const onMap = mountOnMap(host, store);

    let scene: Scene | null = null;
    /** The block whose weights are looked at, and what the step did to them. */
    let looked = { block: 0, found: null as RecordedBlock | null | undefined };
    /** What the detail shows. */
    let shown: unknown[] = [];

    const reading = createLatest(
      async (asked: { recorded: Recorded; block: number }) => {
        const found = (await session.ask((vae) => vae.recordedParameters(asked.block))) ?? undefined;
        if (scene?.recorded !== asked.recorded || looked.block !== asked.block) return;
        looked = { block: asked.block, found };
        draw();
      },
      (error) => session.fail(error.message),
    );

    function look(block: number): void {
      if (!scene) return;
      looked = { block, found: null };
      reading.ask({ recorded: scene.recorded, block });
      draw();
    }

    function choose(image: number): void {
      scene = sceneOf(scene!.recorded, image);
      pictures();
      draw();
    }

    function pictures(): void {
      const { recorded, image } = scene!;
      const rows = [...recorded.record.rows.subarray(0, recorded.images)];
      images.update(
        rows.map((row, i) => ({
          row,
          label: words.image(row, nameOf(store.state.dataset!, row)),
          pressed: i === image,
        })),
        words.images,
      );
      way.update(scene!);
    }

    function draw(): void {
      controls.update();
      if (!scene) return;
      const { place } = player;
      way.reach(still.matches ? { ...place, passed: 1 } : place);
      const name = stages[place.stage]!;
      block.toggleAttribute("data-unseen", name !== "update");
      onMap.show(place.stage >= stageIndex("split") ? scene.recorded : null);
      if (name === "update" && looked.found === null)
        reading.ask({ recorded: scene.recorded, block: looked.block });
      const now = [scene, name, name === "update" ? looked : null];
      if (now.every((value, i) => value === shown[i])) return;
      shown = now;
      detail.show(name, { scene, stack, block: looked.found });
      about.scrollTop = 0;
    }

    function take(recorded: Recorded | null): void {
      reading.end();
      player.go(0);
      scene = recorded && sceneOf(recorded, 0);
      looked = { block: 0, found: null };
      shown = [];
      replay.hidden = !scene;
      if (!scene) {
        detail.clear();
        onMap.show(null);
        return;
      }
      const names = Object.fromEntries(blockNames(scene).map((name, i) => [String(i), name]));
      block.replaceChildren(createChoice(words.block, names, signal, (value) => look(Number(value))).element);
      pictures();
      draw();
    }

    return {
      update(_, { recorded, phase, busy }) {
        if (recorded !== (scene?.recorded ?? null)) take(recorded);
        record.disabled = busy || (phase !== "idle" && phase !== "training");
        setText(record, recorded ? words.again : words.record);
        setText(said, recorded ? "" : words.none);
        said.hidden = recorded !== null;
      },
      destroy() {
        released.abort();
        reading.end();
        player.destroy();
        controls.destroy();
        images.destroy();
        way.destroy();
        detail.clear();
        onMap.destroy();
        void session.endRecord();
      },
    };
  },
};
