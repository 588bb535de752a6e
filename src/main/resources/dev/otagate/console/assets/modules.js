/** One product and its modules, with changes by signed operations. */

import { call } from './call.js';
import { confirmDialog, formDialog, has } from './dialogs.js';
import { fill, h } from './dom.js';
import { edit, remove, rowButton } from './products.js';
import { go, heading, linkTo } from './router.js';
import { moduleTable, summaryOf } from './tables.js';
import { time } from './time.js';

const MAX_MODULES = 10;

/** The page of a product. */
export function modulesPage(app, productKey) {
  const facts = h('p.quiet.facts', {}, 'Reading the product.');
  const place = h('div.list-place');
  const count = h('span.quiet');
  let product = { productKey, productName: productKey };

  async function load() {
    try {
      const [found, modules] = await Promise.all([
        call(app, 'QueryProduct', { ProductKey: productKey }),
        call(app, 'ListOTAModuleByProduct', { ProductKey: productKey }),
      ]);
      if (!found.success || !modules.success) {
        fill(facts, found.message ?? modules.message, ' Go back to the ', linkTo(['products'], 'products'), '.');
        return;
      }
      product = { ...found.data, productKey };
      fill(facts, `${product.productName} · ${product.description || 'no description'} · created `, time(product.gmtCreate));
      fill(count, `${modules.data.length} of ${MAX_MODULES}`);
      fill(place, moduleTable(modules.data, { actions }));
      app.announce(summaryOf(place));
    } catch (e) {
      fill(facts, h('span.message', { role: 'alert' }, e.message));
    }
  }

  const actions = (module) => [
    rowButton('Edit', module.moduleName, () => editModule(app, module), load),
    rowButton('Delete', module.moduleName, () => removeModule(app, module), load),
  ];
  const create = h(
    'button',
    {
      type: 'button',
      onclick: async () =>
        (await formDialog(app, {
          action: 'CreateOTAModule',
          title: 'Create a module',
          values: { ProductKey: productKey },
          fixed: ['ProductKey'],
          button: 'Create',
        })) && load(),
    },
    'Create a module',
  );
  const buttons = h(
    'div.actions',
    {},
    has(app, 'UpdateProduct')
      ? h('button.secondary', { type: 'button', onclick: async () => (await edit(app, product)) && load() }, 'Edit the product')
      : null,
    h('button.secondary', { type: 'button', onclick: async () => (await remove(app, product)) && go(['products']) }, 'Delete the product'),
    create,
  );
  load();
  return {
    title: `Product ${productKey}`,
    content: h(
      'section',
      {},
      h('p.crumbs', {}, linkTo(['products'], 'Products')),
      heading(productKey, buttons),
      facts,
      h('div.card', {}, h('div.block-head', {}, h('h2', {}, 'Modules'), count), place),
    ),
  };
}

function editModule(app, { productKey, moduleName, aliasName, desc }) {
  return formDialog(app, {
    action: 'UpdateOTAModule',
    title: `Edit the module ${moduleName}`,
    values: { ProductKey: productKey, ModuleName: moduleName, AliasName: aliasName ?? '', Desc: desc ?? '' },
    fixed: ['ProductKey', 'ModuleName'],
    button: 'Save',
  });
}

function removeModule(app, { productKey, moduleName }) {
  return confirmDialog(app, {
    action: 'DeleteOTAModule',
    title: `Delete the module ${moduleName}?`,
    text: `The module is deleted for good, and its place in the product ${productKey} becomes free.`,
    parameters: { ProductKey: productKey, ModuleName: moduleName },
    button: 'Delete',
  });
}
