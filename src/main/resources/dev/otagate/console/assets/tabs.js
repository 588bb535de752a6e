/** Tabs as the ARIA authoring practices describe them: arrow keys move, one tab is in the order of the Tab key. */

import { h, newId } from './dom.js';

/**
 * @param {string} label of the list of tabs
 * @param {Array<{title: string, content: Node|(() => Node)}>} tabs a function is called when its tab is first shown
 * @param {number} [first] the tab to show
 * @param {(index: number) => void} [onshow]
 */
export function tabs(label, tabs, first = 0, onshow = () => {}) {
  const buttons = tabs.map(({ title }, i) => h('button', { type: 'button', role: 'tab', id: newId('tab'), onclick: () => show(i) }, title));
  const panels = buttons.map((button) =>
    h('div.panel', { role: 'tabpanel', id: newId('panel'), 'aria-labelledby': button.id, tabindex: '0', hidden: true }),
  );
  buttons.forEach((button, i) => button.setAttribute('aria-controls', panels[i].id));

  function show(index) {
    buttons.forEach((button, i) => {
      button.setAttribute('aria-selected', String(i === index));
      button.tabIndex = i === index ? 0 : -1;
      panels[i].hidden = i !== index;
    });
    if (panels[index].childNodes.length === 0) {
      const { content } = tabs[index];
      panels[index].append(typeof content === 'function' ? content() : content);
    }
    onshow(index);
  }

  function move(event) {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const next = (to + buttons.length) % buttons.length;
      show(next);
      buttons[next].focus();
    }
  }

  show(first);
  return h('div.tabs', {}, h('div', { role: 'tablist', 'aria-label': label, onkeydown: move }, buttons), panels);
}
