/** Starts the console: reads the session and the catalogue, then shows the page of the address. */

import { ApiError, get, post } from './api.js';
import { codePage } from './code-page.js';
import { diagnosisPage } from './diagnosis.js';
import { fill, h } from './dom.js';
import { explorerPage } from './explorer.js';
import { livePage } from './live.js';
import { productsPage } from './products.js';
import { requestsPage } from './requests.js';
import { startRouter } from './router.js';
import { importKey } from './sign.js';
import { connectTheme } from './theme.js';

const PAGES = {
  explorer: explorerPage,
  products: productsPage,
  requests: requestsPage,
  diagnosis: diagnosisPage,
  live: livePage,
  code: codePage,
};

const notice = document.querySelector('#notice');

/** What the pages share. It lives in the memory of this page only. */
const app = {
  session: null,
  catalogue: null,
  key: null,
  otherKey: null,
  values: {},
  forms: {},
  options: {},

  /** Reads a sentence to users of a screen reader. */
  announce(text) {
    document.querySelector('#announcer').textContent = text;
  },
};

// The secret is imported and then dropped: the page cannot read it back.
async function openSession() {
  const { accessKeySecret, ...session } = await get('session');
  app.session = session;
  app.key = await importKey(session.accessKeyId, accessKeySecret);
  app.values.ProductKey ??= session.productKey ?? '';
  fill(
    document.querySelector('#account'),
    h('span', { title: `Account ${session.account}, node ${session.node}, version ${session.version}` }, session.account),
  );
}

async function start() {
  connectTheme(document.querySelector('#theme'));
  document.querySelector('.skip').addEventListener('click', skip);
  document.querySelector('#sign-out').addEventListener('click', signOut);
  if (globalThis.crypto?.subtle === undefined) {
    fail(
      'This browser signs only on a secure page. Open the console by HTTPS, or at 127.0.0.1 or localhost, for example through an SSH tunnel.',
    );
    return;
  }
  try {
    await openSession();
    app.catalogue = (await get('catalogue')).operations;
  } catch (e) {
    fail(e instanceof ApiError ? e.message : `The console could not start: ${e.message}`);
    return;
  }
  document.addEventListener('sessionended', showEnd);
  document.addEventListener('sessionok', hideEnd);
  startRouter(app, PAGES, document.querySelector('#main'));
}

// The fragment of the address is the page, so the link cannot change it.
function skip(event) {
  event.preventDefault();
  document.querySelector('#main').focus();
}

async function signOut() {
  try {
    await post('sign-out', {});
  } catch (e) {
    if (e.status !== 401) {
      fill(notice, h('p', {}, e.message));
      return;
    }
  }
  location.reload();
}

function fail(message) {
  const again = h('button', { type: 'button', onclick: () => location.reload() }, 'Try again');
  fill(document.querySelector('#main'), h('section.card.narrow', {}, h('h1', {}, 'The console cannot start'), h('p', {}, message), again));
}

let hasEnded = false;

function showEnd() {
  if (!hasEnded) {
    hasEnded = true;
    fill(
      notice,
      h(
        'p',
        {},
        'The session has ended. Run ',
        h('code', {}, 'otagate console'),
        ' and open the link that it prints. This page then goes on.',
      ),
    );
  }
}

// A link that was opened in another tab gives this tab a session, too. It may be of another key.
async function hideEnd() {
  if (hasEnded) {
    hasEnded = false;
    try {
      await openSession();
      fill(notice);
    } catch {
      hasEnded = true;
    }
  }
}

start();
