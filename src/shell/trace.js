// Paths in one call: each corner asked for across the border costs more than the engine's own work on it.

/**
 * Fills or strokes paths in the context's present style, in their order.
 * @param paths of each how many corners it has, then these: n, 0, x, y, x, y, …
 * @param together how many lines are one stroke
 */
export function trace(context, paths, filled, together) {
  let open = 0;
  for (let at = 0; at < paths.length;) {
    const end = at + 2 + 2 * paths[at];
    if (open === 0) context.beginPath();
    context.moveTo(paths[at + 2], paths[at + 3]);
    for (at += 4; at < end; at += 2) context.lineTo(paths[at], paths[at + 1]);
    if (filled) {
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
 * Writes texts of one font, size and colour, one a line, each at its place.
 * @param scale of what the font's size is to be, to what it is
 */
export function write(context, lines, places, scale) {
  let at = 0;
  context.save();
  context.scale(scale, scale);
  for (const text of lines.split('\n')) context.fillText(text, places[at++] / scale, places[at++] / scale);
  context.restore();
}

/** Sets the colour in which the context fills, or draws lines. */
export function ink(context, color, fill) {
  if (fill) context.fillStyle = color;
  else context.strokeStyle = color;
}
