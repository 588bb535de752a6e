/** The requests that the node remembers: find one by its RequestId, or browse the last ones. */

import { get } from './api.js';
import { fill, h, newId } from './dom.js';
import { requestPage } from './request.js';
import { go, heading, linkTo } from './router.js';
import { summaryOf, table } from './tables.js';
import { ms, time } from './time.js';

const PAGE_SIZE = 50;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The list, or the page of one request. */
export function requestsPage(app, [requestId]) {
  return requestId === undefined ? listPage(app) : requestPage(app, requestId);
}

function listPage(app) {
  const place = h('div.list-place', {}, h('p.quiet', {}, 'Reading the requests.'));
  const filter = filters(app, () => load(null));
  let asked = 0;

  async function load(before) {
    asked += 1;
    const own = asked;
    const content = await read(before).catch((e) => h('p.message', { role: 'alert' }, e.message));
    if (own === asked) {
      fill(place, content);
      app.announce(summaryOf(place));
    }
  }

  async function read(before) {
    const { requests, next } = await get('requests', { before, limit: PAGE_SIZE, ...filter.values() });
    const older = h('button.secondary', { type: 'button', disabled: next === null, onclick: () => load(next) }, 'Older');
    const newest = h('button.secondary', { type: 'button', onclick: () => load(null) }, before === null ? 'Reload' : 'Newest');
    const list =
      requests.length === 0
        ? h('p', {}, 'No request here. This node remembers the last requests since its start, 10,000 unless management.requestHistory is set.')
        : requestTable(requests);
    return [list, h('nav.pager', { 'aria-label': 'Pages of the list' }, newest, older)];
  }

  load(null);
  return {
    title: 'Requests',
    content: h('section', {}, heading('Requests'), h('div.filters', {}, finder(), filter.element), h('div.card', {}, place)),
    leave: () => {
      asked += 1;
    },
  };
}

function requestTable(requests) {
  const rows = requests.map(({ requestId, at, address, accessKeyId, operation, code, status, durationMs }) => ({
    cells: [
      linkTo(['requests', requestId], time(at)),
      operation || '(unknown)',
      code ? h('span.code-bad', {}, code) : h('span.code-good', {}, 'Success'),
      String(status),
      ms(durationMs),
      h('code', {}, accessKeyId ?? ''),
      address,
    ],
  }));
  return table('Requests, newest first', ['Time', 'Operation', 'Code', 'HTTP', 'Duration', 'Access key', 'Address'], rows);
}

function finder() {
  const ids = { input: newId('find'), problem: newId('problem') };
  const input = h('input', {
    id: ids.input,
    type: 'search',
    autocomplete: 'off',
    spellcheck: false,
    'aria-describedby': ids.problem,
    placeholder: '8-4-4-4-12 hex digits',
  });
  const problem = h('small.problem', { id: ids.problem, 'aria-live': 'polite' });

  function submit(event) {
    event.preventDefault();
    const id = input.value.trim();
    if (UUID.test(id)) {
      go(['requests', id.toLowerCase()]);
    } else {
      fill(problem, 'Paste a whole RequestId of a response.');
      input.focus();
    }
  }

  return h(
    'form.find',
    { novalidate: true, onsubmit: submit },
    h('label', { for: ids.input }, 'Find by RequestId'),
    h('div.with-button', {}, input, h('button', { type: 'submit' }, 'Find')),
    problem,
  );
}

function filters(app, onchange) {
  const ids = { operation: newId('operation'), code: newId('code') };
  const operation = h(
    'select',
    { id: ids.operation, onchange },
    h('option', { value: '' }, 'All'),
    app.catalogue.map(({ name }) => h('option', { value: name }, name)),
  );
  const code = h('input', {
    id: ids.code,
    type: 'search',
    autocomplete: 'off',
    spellcheck: false,
    placeholder: 'Such as Throttling.User',
    onchange,
  });
  const rejected = h('input', { type: 'checkbox', role: 'switch', onchange });
  return {
    element: [
      h('div', {}, h('label', { for: ids.operation }, 'Operation'), operation),
      h('div', {}, h('label', { for: ids.code }, 'Code'), code),
      h('label.switch', {}, rejected, 'Only rejected'),
    ],
    values: () => ({ operation: operation.value, code: code.value.trim(), rejected: rejected.checked ? 'true' : '' }),
  };
}
