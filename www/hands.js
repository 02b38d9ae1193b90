// What pointer, touch and keys in the scroller mean: each becomes one input of the board.

const SWIPE = 48; // px that a finger goes sideways to turn a card

/** One stage is one card where it can be turned. */
const is_card = (board) => Boolean(board?.layout?.card);

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
  let touched = false;
  let from; // where a finger went down, on a card
  let swiped = false;
  plane.addEventListener('pointerdown', (event) => {
    touched = event.pointerType === 'touch';
    swiped = false;
    from = touched && event.isPrimary && is_card(now()) ? [event.clientX, event.clientY] : undefined;
  });
  // what scrolls up or down is taken over by the browser and ends here as a cancel
  plane.addEventListener('pointercancel', () => { from = undefined; });
  plane.addEventListener('pointerup', (event) => {
    const [dx, dy] = from ? [event.clientX - from[0], event.clientY - from[1]] : [0, 0];
    from = undefined;
    if (Math.abs(dx) < SWIPE || Math.abs(dx) < 2 * Math.abs(dy)) return;
    swiped = true;
    tip.hide();
    now()?.turn((dx < 0) !== Boolean(now().layout?.rtl));
  });
  plane.addEventListener('click', (event) => {
    if (swiped) return;
    const item = event.target.closest?.('.item');
    // a key or a reader presses the item itself; a pointer means the mark under it
    if (item && event.detail === 0) now()?.activate(Number(item.dataset.key));
    else if (touched) now()?.touch(...at(event));
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
