/** What the page hands to a worker. */
export interface Parts {
  /** The wasm module, packed. */
  wasm: string;
  /** Where the GPU's module can be had, if anywhere. */
  webgpu?: string;
  /** The network that gives images features, packed. */
  features?: string;
}

/** A file that the build has packed: gzip in base64. The response is streamed, like a download. */
export function unpack(text: string): Response {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": "application/wasm" } });
}
