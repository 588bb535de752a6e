/** The products of the account: a page of the list, search, and changes by signed operations. */

import { call } from './call.js';
import { confirmDialog, formDialog, has } from './dialogs.js';
import { fill, h, newId } from './dom.js';
import { modulesPage } from './modules.js';
import { focusHeading, heading } from './router.js';
import { pager } from './pager.js';
import { findProducts } from './search.js';
import { productTable, summaryOf } from './tables.js';

const PAGE_SIZE = 20;

/** The list, or the page of one product. */
export function productsPage(app, [productKey]) {
  return productKey === undefined ? listPage(app) : modulesPage(app, productKey);
}

function listPage(app) {
  const place = h('div.list-place', {}, h('p.quiet', {}, 'Reading the products.'));
  const searchId = newId('search');
  const search = h('input', { id: searchId, type: 'search', placeholder: 'Name or ProductKey', autocomplete: 'off', spellcheck: false });
  let page = 1;
  let shown = 0;

  async function load() {
    shown += 1;
    const own = shown;
    const text = search.value.trim();
    const content = await (text === '' ? listOf(page) : foundBy(text, () => own === shown)).catch((e) =>
      h('p.message', { role: 'alert' }, e.message),
    );
    if (own === shown) {
      fill(place, content);
      app.announce(summaryOf(place));
    }
  }

  async function listOf(number) {
    const { success, data, message } = await call(app, 'QueryProductList', { CurrentPage: String(number), PageSize: String(PAGE_SIZE) });
    if (!success) {
      throw new Error(message ?? 'The products could not be read. Try again.');
    }
    if (data.total === 0) {
      return h('p', {}, 'The account has no products yet. Create the first one.');
    }
    return [
      productTable(data.list, actions),
      pager({
        page: data.currentPage,
        pages: data.pageCount,
        total: data.total,
        what: 'products',
        onpage: (next) => ((page = next), load()),
      }),
    ];
  }

  async function foundBy(text, isCurrent) {
    const { products, isComplete } = await findProducts(app, text, isCurrent, (read, total) =>
      fill(place, h('p.quiet', {}, `Searched ${read} of ${total} products.`)),
    );
    const note = isComplete ? null : h('p.quiet', {}, 'Not all are shown. Type more of the name.');
    return products.length === 0 ? h('p', {}, `No product has "${text}" in its name or key.`) : [productTable(products, actions), note];
  }

  const actions = (product) => [
    has(app, 'UpdateProduct') ? rowButton('Edit', product.productName, () => edit(app, product), load) : null,
    rowButton('Delete', product.productName, () => remove(app, product), load),
  ];

  let timer;
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(load, 300);
  });
  load();
  const create = h(
    'button',
    {
      type: 'button',
      onclick: async () =>
        (await formDialog(app, { action: 'CreateProduct', title: 'Create a product', values: { NodeType: '0' }, button: 'Create' })) &&
        load(),
    },
    'Create a product',
  );
  return {
    title: 'Products',
    content: h(
      'section',
      {},
      heading('Products', create),
      h('div.filters', {}, h('div', {}, h('label', { for: searchId }, 'Search'), search)),
      h('div.card', {}, place),
    ),
    leave: () => {
      shown += 1;
      clearTimeout(timer);
    },
  };
}

/** A button in a row; reloads the list after a change. */
export function rowButton(text, name, open, reload) {
  async function onclick(event) {
    // Not every browser moves the focus to a button that is clicked; the dialog returns it.
    event.currentTarget.focus();
    if (await open()) {
      await reload();
      focusHeading();
    }
  }
  return h('button.plain', { type: 'button', 'aria-label': `${text} ${name}`, onclick }, text);
}

/** Opens the form that changes a product. */
export function edit(app, { productKey, productName, description }) {
  return formDialog(app, {
    action: 'UpdateProduct',
    title: 'Edit the product',
    values: { ProductKey: productKey, ProductName: productName, Description: description ?? '' },
    fixed: ['ProductKey'],
    button: 'Save',
  });
}

/** Asks, then deletes a product. */
export function remove(app, { productKey, productName }) {
  return confirmDialog(app, {
    action: 'DeleteProduct',
    title: `Delete the product ${productName}?`,
    text: `The product ${productKey} is deleted for good. A product that has modules is not deleted: delete them first.`,
    parameters: { ProductKey: productKey },
    button: 'Delete',
  });
}
