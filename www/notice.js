// What is seen while there is no picture: the page's own table, and a sentence where something failed.

/** The page's own table is seen until the picture is there; it lies over it, so that sizes stay known. */
export function wait({ figure, slot }, stands_in) {
  slot.hidden = !stands_in;
  figure.toggleAttribute('data-waiting', stands_in);
}

/** A sentence; a picture that is there stays, without one the page's own table stands in. */
export function fail({ figure, message, slot, scroller, bar, tip }, sentence, drawn, stands_in) {
  figure.removeAttribute('data-waiting');
  message.textContent = sentence;
  message.hidden = false;
  if (drawn) return;
  slot.hidden = !stands_in;
  scroller.hidden = true;
  bar.hidden = true;
  tip.hide();
}

/** The picture is there. What is so already is not set again: the browser would look at it. */
export function calm({ figure, message, slot, scroller, bar }) {
  if (figure.hasAttribute('data-waiting')) figure.removeAttribute('data-waiting');
  for (const one of [message, slot]) if (!one.hidden) one.hidden = true;
  for (const one of [scroller, bar]) if (one.hidden) one.hidden = false;
}
