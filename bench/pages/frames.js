/** Waits until what was changed stands on the screen: one frame to draw it, one to know that it was drawn. */
export async function frames() {
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
}
