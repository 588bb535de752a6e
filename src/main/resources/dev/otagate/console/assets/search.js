/** Finds products by a part of their name or key. The API has no such query, so the pages are read one after the other. */

import { call } from './call.js';

const PAGE_SIZE = 200;
const MAX_PAGES = 50;
const MAX_FOUND = 100;

/**
 * @param {Object} app
 * @param {string} text
 * @param {() => boolean} isCurrent returns false to stop
 * @param {(read: number, total: number) => void} onprogress
 */
export async function findProducts(app, text, isCurrent, onprogress) {
  const wanted = text.toLowerCase();
  const products = [];
  let pages = 1;
  for (let page = 1; page <= Math.min(pages, MAX_PAGES) && products.length < MAX_FOUND && isCurrent(); page += 1) {
    const { success, data, message } = await call(app, 'QueryProductList', { CurrentPage: String(page), PageSize: String(PAGE_SIZE) });
    if (!success) {
      throw new Error(message ?? 'The products could not be read. Try again.');
    }
    pages = data.pageCount;
    products.push(...data.list.filter(({ productKey, productName }) => `${productName} ${productKey}`.toLowerCase().includes(wanted)));
    onprogress(Math.min(page * PAGE_SIZE, data.total), data.total);
  }
  return { products: products.slice(0, MAX_FOUND), isComplete: products.length <= MAX_FOUND && pages <= MAX_PAGES };
}
