import { h } from "../../dom";
import type { ImageData } from "../../engine/protocol";
import type { Vae } from "../../engine/vae";
import type { Instrument } from "../../instrument/instrument";
import { lookAttributes, readLook, readOptions, startAttributes } from "./attributes";
import { trainWhenSeen } from "./autoplay";
import type { PlaygroundEvents } from "../../run/events";
import { mountPlayground, type Playground } from "../../shell/playground";
import { styleSheet } from "../../shell/styles";

/** The events of the element, each with what it tells as its `detail`. */
export type PlaygroundEventMap = { [K in keyof PlaygroundEvents]: CustomEvent<PlaygroundEvents[K]> };

/**
 * `<vae-playground dataset="digits" device="auto" seed="42">`: the playground in a shadow root of its own. It starts
 * when it comes into a document and ends, with its workers, when it leaves it.
 */
export class VaePlaygroundElement extends HTMLElement {
  /** @internal */
  static readonly observedAttributes = [...startAttributes, ...lookAttributes, "autoplay"];

  /** The mounted playground, with its state and its commands; null outside a document or where attributes are wrong. */
  playground: Playground | null = null;

  private readonly root = this.attachShadow({ mode: "open" });
  private mounted = false;
  private restarting = false;
  private endAutoplay: (() => void) | undefined;

  /** The model; null before the event `ready`, and after it died. */
  get vae(): Vae | null {
    return this.playground?.vae ?? null;
  }

  /** Models, classifies and measures points; null outside a document. */
  get instrument(): Instrument | null {
    return this.playground?.instrument ?? null;
  }

  /** Begins or goes on to train. */
  train(): void {
    this.playground?.train();
  }

  /** Resolves when the last step is done and the views are up to it. */
  async pause(): Promise<void> {
    await this.playground?.pause();
  }

  /** Other images, on which a new model with the same settings starts. */
  async setData(images: ImageData, about: { name?: string; classNames?: string[] } = {}): Promise<void> {
    await this.playground?.setData(images, about);
  }

  /** @internal */
  connectedCallback(): void {
    if (!this.mounted) this.mount();
  }

  /** @internal */
  disconnectedCallback(): void {
    // Moving within a document is leaving and coming back in one task.
    queueMicrotask(() => {
      if (!this.isConnected) this.unmount();
    });
  }

  /** @internal */
  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (!this.mounted || before === after) return;
    if (name === "autoplay" && this.playground) return this.watchAutoplay(this.playground);
    if (this.playground && (lookAttributes as readonly string[]).includes(name))
      return this.look(this.playground);
    if (this.restarting) return;
    // Several attributes that change in one task start it once.
    this.restarting = true;
    queueMicrotask(() => {
      this.restarting = false;
      if (!this.mounted) return;
      this.unmount();
      this.mount();
    });
  }

  private mount(): void {
    this.mounted = true;
    this.root.adoptedStyleSheets = [styleSheet()];
    try {
      const options = readOptions(this);
      readLook(this);
      this.playground = mountPlayground(this.root, {
        ...options,
        onEvent: (type, detail) => this.tell(type, detail),
      });
    } catch (error) {
      return this.refuse(error as Error);
    }
    this.look(this.playground);
    this.watchAutoplay(this.playground);
  }

  private unmount(): void {
    this.endAutoplay?.();
    this.playground?.destroy();
    this.playground = null;
    this.root.replaceChildren();
    this.mounted = false;
  }

  private look(playground: Playground): void {
    try {
      playground.setLook(readLook(this));
    } catch (error) {
      this.unmount();
      this.mounted = true;
      this.refuse(error as Error);
    }
  }

  private watchAutoplay(playground: Playground): void {
    this.endAutoplay?.();
    this.endAutoplay = this.hasAttribute("autoplay") ? trainWhenSeen(this, playground) : undefined;
  }

  /** Attributes that can't be understood; the next change of one tries again. */
  private refuse({ message }: Error): void {
    this.root.append(
      h(
        "div",
        { class: "vae-playground" },
        h("div", { class: "alerts", part: "alerts", role: "alert" }, h("p", {}, message)),
      ),
    );
    // Not before the scripts of the page, which stand below the element, can listen.
    const tell = () => this.tell("error", { message });
    if (document.readyState === "loading")
      document.addEventListener("DOMContentLoaded", tell, { once: true });
    else setTimeout(tell);
  }

  private tell<K extends keyof PlaygroundEvents>(type: K, detail: PlaygroundEvents[K]): void {
    // As `<details>` does with `open`: a later change of another attribute leaves a person where they went.
    if ("name" in detail) this.setAttribute("workspace", detail.name);
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

// The class with listeners' types: events of its own go before those of any element.
export interface VaePlaygroundElement {
  /** Listens to one of the element's own events. */
  addEventListener<K extends keyof PlaygroundEventMap>(
    type: K,
    listener: (event: PlaygroundEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  /** Listens to an event that any element may have. */
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "vae-playground": VaePlaygroundElement;
  }
}
