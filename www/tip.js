// The tooltip: text in the DOM beside the pointer or the focused mark, never under it, never outside the window.

import { dress } from './sheet.js';

export class Tip {
  /** @param root where it lives: a figure in a shadow root, or nothing for a bare canvas (then it makes its own) */
  constructor(root) {
    this.box = document.createElement('div');
    this.box.className = 'tip';
    this.box.setAttribute('role', 'tooltip');
    this.box.hidden = true;
    if (root) root.append(this.box);
    else this.own();
  }

  own() {
    this.shell = document.createElement('div');
    this.figure = document.createElement('figure');
    this.figure.style.height = '0';
    const root = this.shell.attachShadow({ mode: 'open' });
    dress(root);
    this.figure.append(this.box);
    root.append(this.figure);
    document.body.append(this.shell);
  }

  theme(theme) {
    if (this.figure) this.figure.dataset.theme = theme;
  }

  /** Shows lines beside a box given in client coordinates. */
  show(lines, near) {
    this.box.replaceChildren(
      ...lines.map((line) => {
        const p = document.createElement('p');
        p.dir = 'auto';
        p.textContent = line;
        return p;
      }),
    );
    this.box.hidden = false;
    const { width, height } = this.box.getBoundingClientRect();
    const [wide, high] = [document.documentElement.clientWidth, window.innerHeight];
    let top = near.top - height - 8;
    if (top < 4) top = Math.min(near.bottom + 8, high - height - 4);
    const left = Math.max(4, Math.min((near.left + near.right) / 2 - width / 2, wide - width - 4));
    this.box.style.left = `${Math.round(left)}px`;
    this.box.style.top = `${Math.round(Math.max(4, top))}px`;
  }

  hide() {
    this.box.hidden = true;
  }

  destroy() {
    this.box.remove();
    this.shell?.remove();
  }
}
