/** Tables of products and modules. */

import { h } from './dom.js';
import { linkTo } from './router.js';
import { time } from './time.js';

/**
 * A table that scrolls in its frame if it is wide.
 * @param {string} caption for screen readers
 * @param {string[]} columns
 * @param {Array<{cells: Array<Node|string>, mark?: boolean}>} rows
 */
export function table(caption, columns, rows) {
  return h(
    'div.scroll',
    { tabindex: '0', role: 'group', 'aria-label': caption },
    h(
      'table',
      {},
      h('caption.unseen', {}, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          columns.map((column) => h('th', { scope: 'col' }, column)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map(({ cells, mark }) =>
          h(
            mark ? 'tr.marked' : 'tr',
            {},
            cells.map((cell) => h('td', {}, cell)),
          ),
        ),
      ),
    ),
  );
}

/** What a place shows, in one sentence for a screen reader. */
export function summaryOf(place) {
  const rows = place.querySelectorAll('tbody tr').length;
  return rows === 0 ? place.textContent : `${rows} ${rows === 1 ? 'row' : 'rows'} shown.`;
}

/** The modules of a product; `actions` returns buttons for a module. */
export function moduleTable(modules, { isMarked = () => false, actions = null } = {}) {
  if (modules.length === 0) {
    return h('p.quiet', {}, 'The product has no modules besides the built-in module "default".');
  }
  const columns = ['Module', 'Alias', 'Description', 'Created', 'Changed', ...(actions === null ? [] : [h('span.unseen', {}, 'Actions')])];
  const rows = modules.map((module) => ({
    mark: isMarked(module),
    cells: [
      h('b', {}, module.moduleName),
      module.aliasName ?? '',
      module.desc ?? '',
      time(module.gmtCreate),
      time(module.gmtModified),
      ...(actions === null ? [] : [h('div.actions', {}, actions(module))]),
    ],
  }));
  return table('Modules', columns, rows);
}

/** Products, with links to their modules; `actions` returns buttons for a product. */
export function productTable(products, actions) {
  const rows = products.map((product) => ({
    cells: [
      linkTo(['products', product.productKey], h('code', {}, product.productKey)),
      product.productName,
      product.description ?? '',
      String(product.nodeType) === '1' ? 'Gateway' : 'Device',
      time(product.gmtCreate),
      h('div.actions', {}, actions(product)),
    ],
  }));
  return table('Products', ['ProductKey', 'Name', 'Description', 'Kind', 'Created', h('span.unseen', {}, 'Actions')], rows);
}
