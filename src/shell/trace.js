// A path in one call: each corner asked for across the border costs more than the engine's own work on it.

/** Fills or strokes the path through `corners` (x, y, x, y, …) in the context's present style. */
export function trace(context, corners, filled) {
  context.beginPath();
  context.moveTo(corners[0], corners[1]);
  for (let at = 2; at < corners.length; at += 2) context.lineTo(corners[at], corners[at + 1]);
  if (filled) {
    context.closePath();
    context.fill();
  } else context.stroke();
}
