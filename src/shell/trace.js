// Paths in one call: each corner asked for across the border costs more than the engine's own work on it.

/**
 * Fills or strokes paths in the context's present style, in their order.
 * @param paths of each the number of its numbers, then its corners: n, x, y, x, y, …
 * @param together how many lines are one stroke
 */
export function trace(context, paths, filled, together) {
  let open = 0;
  for (let at = 0; at < paths.length;) {
    const end = at + 1 + paths[at];
    if (open === 0) context.beginPath();
    context.moveTo(paths[at + 1], paths[at + 2]);
    for (at += 3; at < end; at += 2) context.lineTo(paths[at], paths[at + 1]);
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

/** Writes texts of one font and colour, one a line, each at its place. */
export function write(context, lines, places) {
  let at = 0;
  for (const text of lines.split('\n')) context.fillText(text, places[at++], places[at++]);
}
