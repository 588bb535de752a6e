/** The explorer: a form for each operation, and what happened to its last request. */

import { DEFAULTS, call } from './call.js';
import { fill, h } from './dom.js';
import { buildFields } from './fields.js';
import { keyChoice } from './key-choice.js';
import { resultOf } from './result.js';
import { go, heading, linkTo } from './router.js';
import { segments } from './segments.js';

const DRY_RUN = 'DryRun';
const FIRST_PAGE = Object.freeze({ CurrentPage: '1', PageSize: '20' });

/** The page of an operation, by default the first one. */
export function explorerPage(app, [name]) {
  const operation = app.catalogue.find((each) => each.name === name) ?? app.catalogue[0];
  const result = h('section.result', { 'aria-label': 'Result' }, placeholder());
  return {
    title: operation.name,
    content: h(
      'div.explorer',
      {},
      operationList(app, operation),
      h(
        'section.card.call',
        { 'aria-label': 'Request' },
        heading(operation.name),
        h('p.quiet', {}, operation.summary),
        form(app, operation, result),
      ),
      result,
    ),
  };
}

function placeholder() {
  return h(
    'div.placeholder',
    {},
    h('p', {}, 'Send the request to see:'),
    h(
      'ul',
      {},
      [
        'the response, formatted and raw',
        'the request as it was sent',
        'the string to sign, with each parameter in a colour',
        'the time in each stage',
        'the rows that it stored',
        'code for the same call',
      ].map((text) => h('li', {}, text)),
    ),
  );
}

function operationList(app, chosen) {
  const links = app.catalogue.map((operation) => {
    const link = linkTo(
      ['explorer', operation.name],
      h('span', {}, operation.name),
      h('small', {}, operation.changes ? 'changes' : 'reads'),
    );
    if (operation === chosen) {
      link.setAttribute('aria-current', 'page');
    }
    return h('li', {}, link);
  });
  const select = h(
    'select',
    { 'aria-label': 'Operation', onchange: () => go(['explorer', select.value]) },
    app.catalogue.map((operation) => h('option', { value: operation.name, selected: operation === chosen }, operation.name)),
  );
  return h('div.operations', {}, h('nav', { 'aria-label': 'Operations' }, h('ul', {}, links)), select);
}

function form(app, operation, result) {
  const parameters = operation.parameters.filter(({ name }) => name !== DRY_RUN);
  const fields = buildFields(parameters, firstValues(app, operation));
  const options = { ...DEFAULTS, method: operation.changes ? 'POST' : 'GET', ...app.options };
  const key = keyChoice(app);
  const dryRun = operation.changes ? h('input', { type: 'checkbox', role: 'switch', name: DRY_RUN }) : null;
  const send = h('button.send', { type: 'submit' }, 'Sign and send');
  const choose = (name) => (value) => {
    options[name] = value;
    app.options = { ...options };
  };

  async function submit(event) {
    event.preventDefault();
    const values = fields.read();
    const chosen = values === null ? null : await key.read();
    if (chosen === null) {
      app.announce('The request is not sent: a field needs a change.');
      return;
    }
    remember(app, operation, values);
    const parameters = dryRun?.checked ? { ...values, [DRY_RUN]: 'true' } : values;
    send.setAttribute('aria-busy', 'true');
    try {
      const sent = { operation, parameters, options: { ...options, key: chosen } };
      const outcome = await call(app, operation.name, parameters, sent.options);
      fill(result, resultOf(app, sent, outcome));
      showIfBelow(result);
      app.announce(
        outcome.success ? `Success: ${operation.name}.` : `Rejected: ${outcome.code ?? outcome.status}. ${outcome.message ?? ''}`,
      );
    } catch (e) {
      fill(result, h('div.card', { role: 'alert' }, h('h2', {}, 'The request was not sent'), h('p', {}, e.message)));
    } finally {
      send.removeAttribute('aria-busy');
    }
  }

  return h(
    'form',
    { novalidate: true, onsubmit: submit },
    fields.element,
    h(
      'div.options',
      {},
      segments(
        'Dialect',
        [
          ['tuya', 'Tuya'],
          ['alibaba', 'Alibaba'],
        ],
        options.dialect,
        choose('dialect'),
      ),
      segments(
        'Format',
        [
          ['JSON', 'JSON'],
          ['XML', 'XML'],
        ],
        options.format,
        choose('format'),
      ),
      segments(
        'Method',
        [
          ['GET', 'GET'],
          ['POST', 'POST'],
        ],
        options.method,
        choose('method'),
      ),
      segments(
        'Signature',
        [
          ['HMAC-SHA1', 'SHA1'],
          ['HMAC-SHA256', 'SHA256'],
          ['ACS3-HMAC-SHA256', 'ACS3'],
        ],
        options.algorithm,
        choose('algorithm'),
      ),
    ),
    key.element,
    h(
      'div.send-row',
      {},
      send,
      dryRun === null
        ? null
        : h('label.switch', { title: 'Everything is checked, but nothing is stored except the nonce.' }, dryRun, 'Dry run'),
    ),
  );
}

// Operations share the values of required parameters, such as ProductKey; an optional one can mean something else in another operation.
function firstValues(app, { name, parameters }) {
  const shared = parameters.filter((each) => each.required && each.name in app.values).map((each) => [each.name, app.values[each.name]]);
  return { ...FIRST_PAGE, ...app.forms[name], ...Object.fromEntries(shared) };
}

function remember(app, { name, parameters }, values) {
  app.forms[name] = values;
  parameters
    .filter((each) => each.required)
    .forEach((each) => {
      app.values[each.name] = values[each.name];
    });
}

// On a narrow page, the result is below the form.
function showIfBelow(element) {
  if (element.getBoundingClientRect().top > innerHeight * 0.75) {
    element.scrollIntoView({ block: 'start' });
  }
}
