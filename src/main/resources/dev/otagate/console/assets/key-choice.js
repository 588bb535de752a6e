/** The access key that signs: that of the session, or another one that the user types. */

import { fill, h, newId } from './dom.js';
import { importKey } from './sign.js';

/** @returns {{element: Node, read: () => Promise<?Object>}} `read` returns null after it has moved the focus to an empty field */
export function keyChoice(app) {
  const ids = { key: newId('key'), secret: newId('secret'), problem: newId('problem') };
  const accessKeyId = h('input', {
    id: ids.key,
    type: 'text',
    autocomplete: 'off',
    spellcheck: false,
    value: app.otherKey?.accessKeyId ?? '',
  });
  const secret = h('input', { id: ids.secret, type: 'password', autocomplete: 'off', 'aria-describedby': ids.problem });
  const problem = h('small.problem', { id: ids.problem, 'aria-live': 'polite' });
  const label = h('span', {}, labelOf(app));
  const back = h('button.plain', { type: 'button', onclick: useOwn }, 'Use the key of the session');

  function useOwn() {
    app.otherKey = null;
    accessKeyId.value = '';
    secret.value = '';
    fill(problem);
    fill(label, labelOf(app));
  }

  // An empty secret keeps the one that was typed before, because a key cannot be read back.
  async function read() {
    fill(problem);
    const id = accessKeyId.value.trim();
    if (id === '' && secret.value === '') {
      return app.key;
    }
    if (secret.value === '' && app.otherKey?.accessKeyId === id) {
      return app.otherKey;
    }
    if (secret.value === '') {
      element.open = true;
      fill(problem, 'Enter the AccessKeySecret of this key.');
      secret.focus();
      return null;
    }
    app.otherKey = await importKey(id === '' ? app.session.accessKeyId : id, secret.value);
    fill(label, labelOf(app));
    return app.otherKey;
  }

  const element = h(
    'details.key-choice',
    {},
    h('summary', {}, h('span', {}, 'Signed with ', label)),
    h('label', { for: ids.key }, 'AccessKeyId'),
    accessKeyId,
    h('label', { for: ids.secret }, 'AccessKeySecret'),
    secret,
    h('small.hint', {}, 'It stays in the memory of this page. It is not sent and not stored.'),
    problem,
    back,
  );
  return { element, read };
}

function labelOf(app) {
  return app.otherKey === null ? `${app.key.accessKeyId} (this session)` : `${app.otherKey.accessKeyId} (typed)`;
}
