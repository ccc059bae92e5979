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
layout(location = 0) in vec2 from;
layout(location = 1) in vec2 to;
/** Colour, test, faint, selected. */
layout(location = 2) in vec4 style;
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

function createProgram(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  const shaders = [
    [gl.VERTEX_SHADER, vertexShader],
    [gl.FRAGMENT_SHADER, fragmentShader],
  ] as const;
  for (const [type, source] of shaders) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return program;
}

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
  const program = createProgram(gl);
  const uniform = (name: string) => gl.getUniformLocation(program, name);
  const uniforms = {
    middle: uniform("middle"),
    extent: uniform("extent"),
    part: uniform("part"),
    scale: uniform("scale"),
    ratio: uniform("ratio"),
    pass: uniform("pass"),
    palette: uniform("palette"),
  };
  const buffers = { from: gl.createBuffer(), to: gl.createBuffer(), style: gl.createBuffer() };
  let began = -Infinity;
  let count = 0;
  /** The passes that have points. */
  let needed: number[] = [];
  let known: Colors | null = null;
  let colors: Float32Array = new Float32Array();

  function write(buffer: WebGLBuffer, values: BufferSource): void {
    gl!.bindBuffer(gl!.ARRAY_BUFFER, buffer);
    gl!.bufferData(gl!.ARRAY_BUFFER, values, gl!.DYNAMIC_DRAW);
  }

  function attribute(location: number, buffer: WebGLBuffer, size: number, type: number): void {
    gl!.bindBuffer(gl!.ARRAY_BUFFER, buffer);
    gl!.enableVertexAttribArray(location);
    gl!.vertexAttribPointer(location, size, type, false, 0, 0);
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
    gl!.uniform2f(uniforms.middle, plot.x, plot.y);
    gl!.uniform1f(uniforms.extent, plot.extent);
    for (const pass of needed) {
      gl!.uniform1f(uniforms.pass, pass);
      if (span.count > 0) gl!.drawArrays(gl!.POINTS, span.first, span.count);
    }
  }

  return {
    place(positions, glide) {
      if (glide && positions.length === 2 * count) {
        [buffers.from, buffers.to] = [buffers.to, buffers.from];
        began = performance.now();
        write(buffers.to, positions);
      } else {
        began = -Infinity;
        write(buffers.from, positions);
        write(buffers.to, positions);
      }
      count = positions.length / 2;
    },
    style(styles) {
      write(buffers.style, styles);
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
      gl.useProgram(program);
      attribute(0, buffers.from, 2, gl.FLOAT);
      attribute(1, buffers.to, 2, gl.FLOAT);
      attribute(2, buffers.style, styleSize, gl.UNSIGNED_BYTE);
      gl.uniform1f(uniforms.part, t * (2 - t));
      gl.uniform1f(uniforms.scale, scale);
      gl.uniform1f(uniforms.ratio, ratio);
      gl.uniform3fv(uniforms.palette, colors);
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
