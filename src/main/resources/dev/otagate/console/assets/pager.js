/** Moves through the pages of a list. */

import { h } from './dom.js';

/** @param {{page: number, pages: number, total: number, what: string, onpage: (page: number) => void}} options */
export function pager({ page, pages, total, what, onpage }) {
  const button = (text, to) => h('button.secondary', { type: 'button', disabled: to < 1 || to > pages, onclick: () => onpage(to) }, text);
  return h(
    'nav.pager',
    { 'aria-label': 'Pages of the list' },
    button('Previous', page - 1),
    h('span', {}, `Page ${page} of ${Math.max(pages, 1)}, ${total} ${what}`),
    button('Next', page + 1),
  );
}
