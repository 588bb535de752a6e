/** Shows the page of the fragment of the address: `#/requests/ID` is the page "requests" with the argument ID. */

import { fill, h } from './dom.js';

/**
 * A page is a function that returns its title, its content, and what to do when the user leaves it.
 * @typedef {(app: Object, args: string[]) => {title: string, content: Node, leave?: () => void}} Page
 * @param {Object} app
 * @param {Object<string, Page>} pages by name; the first one is the start page
 * @param {HTMLElement} main
 */
export function startRouter(app, pages, main) {
  let leave = () => {};

  function show(isFirst) {
    const [name, ...args] = location.hash.replace(/^#\/?/, '').split('/').map(decode);
    const page = pages[name] ?? (name === '' ? Object.values(pages)[0] : missing);
    leave();
    const { title, content, leave: next = () => {} } = page(app, args);
    leave = next;
    document.title = `${title} · otagate console`;
    fill(main, content);
    markLink(pages[name] === undefined ? Object.keys(pages)[0] : name);
    if (!isFirst) {
      scrollTo(0, 0);
      focusHeading();
    }
  }

  addEventListener('hashchange', () => show(false));
  show(true);
}

/** The heading of a page; it gets the focus when the page is opened. */
export function heading(text, ...more) {
  return h('div.page-head', {}, h('h1', { tabindex: '-1' }, text), more);
}

/** Moves the focus to the heading of the page, if what had it is gone. */
export function focusHeading() {
  (document.querySelector('main h1') ?? document.querySelector('main')).focus({ preventScroll: true });
}

/** Returns a link to a page. */
export function linkTo(path, ...children) {
  return h('a', { href: addressOf(path) }, children);
}

/** Opens a page. */
export function go(path) {
  location.hash = addressOf(path);
}

function addressOf(path) {
  return `#/${path.map(encodeURIComponent).join('/')}`;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function markLink(name) {
  for (const link of document.querySelectorAll('header nav a')) {
    if (link.getAttribute('href') === `#/${name}`) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
}

function missing(app, args) {
  return {
    title: 'No such page',
    content: h(
      'section',
      {},
      heading('No such page'),
      h('p', {}, 'Choose a page in the menu, or go to the ', h('a', { href: '#/explorer' }, 'explorer'), '.'),
    ),
  };
}
