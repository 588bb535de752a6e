/** The page of an error code, which the field Recommend of Alibaba's dialect can point to. */

import { CODES } from './codes.js';
import { h } from './dom.js';
import { heading, linkTo } from './router.js';
import { table } from './tables.js';

/** The page of a code, or the list of all codes. */
export function codePage(app, [code]) {
  const entry = Object.hasOwn(CODES, code ?? '') ? CODES[code] : null;
  return entry === null ? listPage(code) : { title: code, content: page(code, entry) };
}

function page(code, [status, meaning, advice]) {
  return h(
    'section',
    {},
    h('p.crumbs', {}, linkTo(['code'], 'Error codes')),
    heading(code),
    h(
      'div.card',
      {},
      h(
        'p.quiet',
        {},
        status === 200 ? 'The HTTP status is 200: the code is in the body of the response.' : `The HTTP status is ${status}.`,
      ),
      h('h2', {}, 'What it means'),
      h('p', {}, meaning),
      h('h2', {}, 'What to do'),
      h('p', {}, advice),
      h(
        'p',
        {},
        code === 'SignatureDoesNotMatch'
          ? linkTo(['diagnosis'], 'Open the diagnosis')
          : linkTo(['requests'], 'Find the request by its RequestId'),
      ),
    ),
  );
}

function listPage(code) {
  const rows = Object.entries(CODES).map(([name, [status, meaning]]) => ({
    cells: [linkTo(['code', name], name), String(status), meaning],
  }));
  return {
    title: 'Error codes',
    content: h(
      'section',
      {},
      heading('Error codes'),
      code === undefined
        ? null
        : h(
            'p.message',
            {},
            `This version does not know the code "${code}". Look for it in the documentation of the gateway that sent it.`,
          ),
      h('div.card', {}, table('Error codes', ['Code', 'HTTP', 'Meaning'], rows)),
    ),
  };
}
