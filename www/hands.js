// What pointer, touch and keys in the scroller mean: each becomes one input of the board.

/** Listens in the parts of a widget; `now()` gives the board there is at the moment. */
export function listen({ scroller, plane, base, tip }, marks, now) {
  const at = (event) => {
    const box = scroller.getBoundingClientRect();
    return [event.clientX - box.left - scroller.clientLeft, event.clientY - box.top - scroller.clientTop];
  };
  scroller.addEventListener('scroll', () => {
    marks.place();
    tip.hide();
    now()?.repaint();
  }, { passive: true });
  plane.addEventListener('pointermove', (event) => {
    const answer = now()?.pointer(...at(event));
    if (answer) plane.style.cursor = answer.hover ? 'pointer' : '';
  });
  plane.addEventListener('pointerleave', () => now()?.leave());
  plane.addEventListener('click', (event) => {
    const item = event.target.closest?.('.item');
    // a key or a reader presses the item itself; a pointer means the mark under it
    if (item && event.detail === 0) now()?.activate(Number(item.dataset.key));
    else now()?.press(...at(event));
  });
  plane.addEventListener('keydown', (event) => {
    const item = event.target.closest?.('.item');
    if (!item || !now() || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') return; // a button presses itself
    const answer = now().key(event.key);
    if (!answer?.taken) return;
    event.preventDefault();
    if (answer.focus) marks.walk(answer.focus);
  });
  plane.addEventListener('focusin', (event) => {
    const item = event.target.closest?.('.item');
    if (item?.matches(':focus-visible')) now()?.focus(Number(item.dataset.key));
  });
  plane.addEventListener('focusout', (event) => {
    if (!plane.contains(event.relatedTarget)) now()?.leave();
  });
  base.addEventListener('contextlost', (event) => event.preventDefault());
  base.addEventListener('contextrestored', () => now()?.repaint());
}
