/** The diagnosis: why the signature of a request is wrong. */

import { get } from './api.js';
import { fill, h, newId } from './dom.js';
import { explainInto } from './explain.js';
import { heading } from './router.js';
import { time } from './time.js';

const EXAMPLE = "curl 'http://127.0.0.1:8686/?Action=CreateOTAModule&AccessKeyId=...&Signature=...'";

/** The page. */
export function diagnosisPage(app) {
  const ids = { text: newId('text'), hint: newId('hint') };
  const result = h('section', { 'aria-label': 'Verdict', 'aria-live': 'polite' });
  const text = h('textarea', {
    id: ids.text,
    rows: 8,
    'aria-describedby': ids.hint,
    placeholder: EXAMPLE,
    spellcheck: false,
    autocomplete: 'off',
  });
  const button = h('button', { type: 'submit' }, 'Explain');

  function submit(event) {
    event.preventDefault();
    if (text.value.trim() === '') {
      fill(result, h('p.message', { role: 'alert' }, 'Paste a URL, a curl command or a raw request first.'));
      text.focus();
      return;
    }
    explainInto(result, { text: text.value }, button);
  }

  const content = h(
    'div.diagnosis',
    {},
    heading('Why is my signature wrong?'),
    h(
      'p.quiet.lead',
      {},
      'The gateway knows your secret. It signs the request again under each known mistake, and reports the mistake that gives your signature. It does not show the right signature.',
    ),
    h(
      'div.two',
      {},
      h(
        'form.card',
        { onsubmit: submit },
        h('label', { for: ids.text }, 'Signed URL, curl command or raw HTTP request'),
        text,
        h('small.hint', { id: ids.hint }, 'A request is read only: it is not executed. Include the headers if it is signed with ACS3.'),
        button,
      ),
      h('section.card', { 'aria-label': 'Rejected requests' }, rejected(result)),
    ),
    result,
  );
  return { title: 'Diagnosis', content };
}

function rejected(result) {
  const place = h('div.list-place', {}, h('p.quiet', { 'aria-busy': 'true' }, 'Reading the rejected requests.'));
  const reload = h('button.plain', { type: 'button', onclick: load }, 'Reload');

  async function load() {
    try {
      const { requests } = await get('rejected');
      fill(place, requests.length === 0 ? nothing() : list(requests, result));
    } catch (e) {
      fill(place, h('p.message', { role: 'alert' }, e.message));
    }
  }

  load();
  return [h('div.block-head', {}, h('h2', {}, 'Last rejected requests'), reload), place];
}

function nothing() {
  return h('p.quiet', {}, 'No request of your account had a wrong signature since this node started. It remembers the last 50.');
}

function list(requests, result) {
  const items = requests.map((request) => {
    const button = h(
      'button.row',
      {
        type: 'button',
        async onclick() {
          await explainInto(result, { id: request.id }, button);
          result.scrollIntoView({ block: 'nearest' });
        },
      },
      h('span', {}, `${request.method} `, h('b', {}, request.summary)),
      h('span.quiet', {}, time(request.at), ` · ${request.accessKeyId} · ${request.address}`),
    );
    return h('li', {}, button);
  });
  return h('ul.rows', {}, items);
}
