import { createBufferFromTypedArray, createProgramInfo, setBuffersAndAttributes, setUniforms } from "twgl.js";
import type { Frame } from "../surface";
import type { Colors } from "../theme";
import {
  dot,
  faintAlpha,
  palette,
  passOf,
  ring,
  selectedColor,
  selectedScale,
  styleSize,
  type Cell,
  type Painter,
} from "./painter";

/** How long points glide to where they are next, in milliseconds, so that the eye can follow them. */
const glideMs = 160;

const vertexShader = `#version 300 es
in vec2 from;
in vec2 to;
/** Colour, test, faint, selected. */
in vec4 style;
uniform vec2 middle;
uniform float extent;
uniform float part;
uniform float scale;
uniform float ratio;
uniform float pass;
uniform vec3 palette[${selectedColor + 1}];
out vec3 color;
out vec3 outline;
out float isRing;
out float side;
void main() {
  float of = style.w > 0.5 ? 2.0 : style.z > 0.5 ? 0.0 : 1.0;
  isRing = style.y * step(pass, 1.5);
  color = palette[int(style.x)];
  outline = palette[${selectedColor}];
  side = (isRing > 0.5 ? ${(2 * ring.radius + ring.width + 1).toFixed(1)} : ${(2 * dot.radius + 1).toFixed(1)})
    * scale * (pass > 1.5 ? ${selectedScale} : 1.0) + 1.0;
  gl_PointSize = side * ratio;
  gl_Position = of == pass ? vec4((mix(from, to, part) - middle) / extent, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
}`;

const fragmentShader = `#version 300 es
precision highp float;
in vec3 color;
in vec3 outline;
in float isRing;
in float side;
uniform float scale;
uniform float ratio;
uniform float pass;
out vec4 painted;
void main() {
  float away = length(gl_PointCoord - 0.5) * side;
  float soft = 0.5 / ratio;
  float radius = ${dot.radius.toFixed(1)} * scale * (pass > 1.5 ? ${selectedScale} : 1.0);
  float edge = isRing > 0.5
    ? abs(away - ${ring.radius.toFixed(1)} * scale) - ${(ring.width / 2).toFixed(2)}
    : away - radius;
  float alpha = 1.0 - smoothstep(-soft, soft, edge);
  alpha *= pass < 0.5 ? ${faintAlpha.toFixed(2)} : isRing > 0.5 || pass > 1.5 ? 1.0 : ${dot.alpha.toFixed(2)};
  float within = 1.0 - smoothstep(-soft, soft, away - 0.65 * radius);
  painted = vec4((pass > 1.5 ? mix(outline, color, within) : color) * alpha, alpha);
}`;

/** Red, green and blue from 0 to 1 of colours as CSS writes them. */
function rgbOf(colors: string[]): Float32Array {
  const canvas = document.createElement("canvas");
  canvas.width = colors.length;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  colors.forEach((color, i) => {
    context.fillStyle = color;
    context.fillRect(i, 0, 1, 1);
  });
  const { data } = context.getImageData(0, 0, colors.length, 1);
  return Float32Array.from(
    { length: 3 * colors.length },
    (_, i) => data[4 * Math.floor(i / 3) + (i % 3)]! / 255,
  );
}

/**
 * Draws points with WebGL 2: their places go to the GPU once an answer, and a frame sets uniforms alone. The picture is
 * copied to the view's canvas in the same task, so that marks above and axes below are one canvas with it. Null where
 * there is no WebGL 2; `onLost` is called when it is taken away.
 */
export function createGlPainter(onLost: () => void): Painter | null {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2", { antialias: false });
  if (!gl) return null;
  const released = new AbortController();
  canvas.addEventListener("webglcontextlost", onLost, { signal: released.signal });
  const program = createProgramInfo(gl, [vertexShader, fragmentShader]);
  const bufferOf = (values: Float32Array | Uint8Array) =>
    createBufferFromTypedArray(gl, values, gl.ARRAY_BUFFER, gl.DYNAMIC_DRAW);
  const attribs = {
    from: { buffer: bufferOf(new Float32Array()), numComponents: 2 },
    to: { buffer: bufferOf(new Float32Array()), numComponents: 2 },
    style: {
      buffer: bufferOf(new Uint8Array()),
      numComponents: styleSize,
      type: gl.UNSIGNED_BYTE,
      normalize: false,
    },
  };
  let began = -Infinity;
  let count = 0;
  /** The passes that have points. */
  let needed: number[] = [];
  let known: Colors | null = null;
  let colors: Float32Array = new Float32Array();

  function write({ buffer }: { buffer: WebGLBuffer }, values: BufferSource): void {
    gl!.bindBuffer(gl!.ARRAY_BUFFER, buffer);
    gl!.bufferData(gl!.ARRAY_BUFFER, values, gl!.DYNAMIC_DRAW);
  }

  function drawCell({ plot, span }: Cell, { ratio, height }: Frame): void {
    const size = Math.round(plot.size * ratio);
    const area = [
      Math.round(plot.left * ratio),
      Math.round((height - plot.top) * ratio) - size,
      size,
      size,
    ] as const;
    gl!.viewport(...area);
    gl!.scissor(...area);
    setUniforms(program, { middle: [plot.x, plot.y], extent: plot.extent });
    for (const pass of needed) {
      setUniforms(program, { pass });
      if (span.count > 0) gl!.drawArrays(gl!.POINTS, span.first, span.count);
    }
  }

  return {
    place(positions, glide) {
      if (glide && positions.length === 2 * count) {
        [attribs.from, attribs.to] = [attribs.to, attribs.from];
        began = performance.now();
        write(attribs.to, positions);
      } else {
        began = -Infinity;
        write(attribs.from, positions);
        write(attribs.to, positions);
      }
      count = positions.length / 2;
    },
    style(styles) {
      write(attribs.style, styles);
      const used = new Set<number>();
      for (let at = 0; at < styles.length; at += styleSize)
        used.add(passOf(styles[at + 2]!, styles[at + 3]!));
      needed = [...used].sort();
    },
    draw(frame, cells, scale) {
      const { context, width, height, ratio } = frame;
      const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (canvas.width !== w) canvas.width = w;
      if (canvas.height !== h) canvas.height = h;
      if (known !== frame.colors) colors = rgbOf(palette((known = frame.colors)));
      const t = Math.min(1, (performance.now() - began) / glideMs);
      gl.disable(gl.SCISSOR_TEST);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.enable(gl.SCISSOR_TEST);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      gl.useProgram(program.program);
      setBuffersAndAttributes(gl, program, { attribs, numElements: count });
      setUniforms(program, { part: t * (2 - t), scale, ratio, palette: colors });
      for (const cell of cells) drawCell(cell, frame);
      context.drawImage(canvas, 0, 0, width, height);
      return t < 1;
    },
    destroy() {
      released.abort();
      // A page may hold few contexts, and this one would wait for the garbage collector.
      gl.getExtension("WEBGL_lose_context")?.loseContext();
    },
  };
}
