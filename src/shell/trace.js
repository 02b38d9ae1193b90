// Drawing calls together: each asked for across the border costs more than the engine's own work on it.

const [BOX, FILL, STROKE, WIDTH, PATHS, CIRCLE, FONT, TEXTS] = [0, 1, 2, 3, 4, 5, 6, 7];
const bits = new Int32Array(2); // of what the size of a font is to be, to what it is
const scale = new Float64Array(bits.buffer);
const inks = new Map(); // a picture sets the same few colours hundreds of times

/** A colour by its three parts in one number, and its alpha in millionths. */
function ink(parts, alpha) {
  const key = parts * 1_000_001 + alpha;
  if (!inks.has(key)) inks.set(key, `rgba(${parts >> 16},${(parts >> 8) & 255},${parts & 255},${alpha / 1e6})`);
  return inks.get(key);
}

/**
 * Fills or strokes paths in the context's present style, in their order.
 * @param paths of each how many corners it has, then these: n, 0, x, y, x, y, …
 * @param together how many lines are one stroke; 0: each path is filled
 */
function trace(context, paths, from, to, together) {
  let open = 0;
  for (let at = from; at < to;) {
    const end = at + 2 + 2 * paths[at];
    if (open === 0) context.beginPath();
    context.moveTo(paths[at + 2], paths[at + 3]);
    for (at += 4; at < end; at += 2) context.lineTo(paths[at], paths[at + 1]);
    if (together === 0) {
      context.closePath();
      context.fill();
    } else {
      open = (open + 1) % together;
      if (open === 0) context.stroke();
    }
  }
  if (open > 0) context.stroke();
}

/**
 * Does one call after the other.
 * @param calls of each what it is, then its numbers
 * @param words fonts and texts of the calls that have any, one a line
 */
export function play(context, calls, words) {
  const lines = words.split('\n');
  let said = 0;
  let stands; // how the picture lies on the canvas, where there are texts
  for (let at = 0; at < calls.length;) {
    switch (calls[at++]) {
      case BOX:
        context.fillRect(calls[at++], calls[at++], calls[at++], calls[at++]);
        break;
      case FILL:
        context.fillStyle = ink(calls[at++], calls[at++]);
        break;
      case STROKE:
        context.strokeStyle = ink(calls[at++], calls[at++]);
        break;
      case WIDTH:
        context.lineWidth = calls[at++];
        break;
      case PATHS: {
        const [many, together] = [calls[at++], calls[at++]];
        trace(context, calls, at, at + many, together);
        at += many;
        break;
      }
      case CIRCLE:
        context.beginPath();
        context.arc(calls[at++], calls[at++], calls[at++], 0, 2 * Math.PI);
        if (calls[at++] === 1) context.fill();
        else context.stroke();
        break;
      case FONT:
        [context.textBaseline, context.textAlign, context.font] = ['bottom', 'start', lines[said++]];
        break;
      case TEXTS: {
        let left = calls[at++];
        bits[0] = calls[at++];
        bits[1] = calls[at++];
        const [by] = scale;
        const { a, b, c, d, e, f } = (stands ??= context.getTransform());
        context.setTransform(a * by, b * by, c * by, d * by, e, f); // a context that is saved keeps far more than this
        for (; left > 0; left -= 1) context.fillText(lines[said++], calls[at++] / by, calls[at++] / by);
        context.setTransform(a, b, c, d, e, f);
        break;
      }
      default:
        return;
    }
  }
}
