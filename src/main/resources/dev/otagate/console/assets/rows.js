/** The rows that a change stored, read by a signed call of a query after it. */

import { call } from './call.js';
import { fill, h } from './dom.js';
import { linkTo } from './router.js';
import { moduleTable } from './tables.js';
import { time } from './time.js';

const MAX_PRODUCTS = 5;

/** @returns {Node} filled after the query */
export function rowsOf(app, sent, outcome) {
  if (!outcome.success) {
    return h(
      'p.quiet',
      {},
      outcome.code === 'DryRunOperation' ? 'A dry run stores nothing except the nonce.' : 'The request was rejected, and stored nothing.',
    );
  }
  const place = h('div', { 'aria-live': 'polite' }, h('p.quiet', {}, 'Reading the rows.'));
  const keys = productKeys(sent, outcome).slice(0, MAX_PRODUCTS);
  Promise.all(keys.map((productKey) => (isOfModules(sent) ? modules(app, productKey, sent) : product(app, productKey))))
    .then((views) => fill(place, views.length === 0 ? h('p.quiet', {}, 'There is no query for these rows.') : views))
    .catch((e) => fill(place, h('p.message', {}, e.message)));
  return place;
}

function isOfModules({ operation, parameters }) {
  return /module/i.test(operation.name) || 'Modules' in parameters;
}

function productKeys({ parameters }, { productKey, data }) {
  if ('Modules' in parameters) {
    return [...new Set(JSON.parse(parameters.Modules).map((module) => module.ProductKey))];
  }
  const key = parameters.ProductKey ?? productKey ?? data?.productKey ?? data?.ProductKey;
  return key ? [key] : [];
}

async function modules(app, productKey, { parameters }) {
  const list = await call(app, 'ListOTAModuleByProduct', { ProductKey: productKey });
  const changed = new Set(
    ('Modules' in parameters ? JSON.parse(parameters.Modules) : [parameters]).map(({ ModuleName }) => String(ModuleName).toLowerCase()),
  );
  return h(
    'section',
    {},
    h(
      'p',
      {},
      'Modules of ',
      linkTo(['products', productKey], productKey),
      ', read by ',
      h('code', {}, 'ListOTAModuleByProduct'),
      ' after the change:',
    ),
    list.success
      ? moduleTable(list.data, { isMarked: ({ moduleName }) => changed.has(moduleName.toLowerCase()) })
      : h('p.message', {}, list.message ?? list.code),
  );
}

async function product(app, productKey) {
  const found = await call(app, 'QueryProduct', { ProductKey: productKey });
  if (!found.success) {
    return h('p', {}, found.code === 'iot.prod.NotExistedProduct' ? 'The product does not exist any more.' : (found.message ?? found.code));
  }
  const rows = Object.entries(found.data).map(([name, value]) =>
    h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, name.startsWith('gmt') ? time(value) : String(value))),
  );
  return h(
    'section',
    {},
    h('p', {}, 'Product ', linkTo(['products', productKey], productKey), ', read by ', h('code', {}, 'QueryProduct'), ' after the change:'),
    h('div.scroll', {}, h('table', {}, h('tbody', {}, rows))),
  );
}
