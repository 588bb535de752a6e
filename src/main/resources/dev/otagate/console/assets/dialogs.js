/** Dialogs: a form of an operation, and the confirmation of a deletion. Both send a signed request. */

import { call } from './call.js';
import { fill, h, newId } from './dom.js';
import { buildFields } from './fields.js';

const HIDDEN = new Set(['DryRun', 'ClientToken']);

/**
 * Opens a form of an operation.
 * @param {Object} app
 * @param {{action: string, title: string, values?: Object, fixed?: string[], button: string}} options
 * @returns {Promise<boolean>} whether the operation succeeded
 */
export function formDialog(app, { action, title, values = {}, fixed = [], button }) {
  const operation = app.catalogue.find(({ name }) => name === action);
  const fields = buildFields(
    operation.parameters.filter(({ name }) => !HIDDEN.has(name)),
    values,
    { fixed, isEdit: fixed.length > 0 && !action.startsWith('Create') },
  );
  return open(app, { title, content: fields.element, button, run: () => send(app, action, fields.read()) });
}

/** Asks before a deletion, then runs it. */
export function confirmDialog(app, { action, title, text, parameters, button }) {
  return open(app, { title, content: h('p', {}, text), button, danger: true, run: () => send(app, action, parameters) });
}

/** Whether the gateway has an operation. */
export function has(app, action) {
  return app.catalogue.some(({ name }) => name === action);
}

// Null: nothing was sent. Otherwise an error, empty on success.
async function send(app, action, parameters) {
  if (parameters === null) {
    return null;
  }
  try {
    const outcome = await call(app, action, parameters);
    return outcome.success ? '' : `${outcome.message ?? 'The request was rejected.'} (${outcome.code ?? outcome.status})`;
  } catch (e) {
    return e.message;
  }
}

function open(app, { title, content, button, run, danger = false }) {
  return new Promise((resolve) => {
    const opener = document.activeElement;
    const id = newId('dialog');
    let isDone = false;
    const problem = h('p.problem', { role: 'alert' });
    const submit = h(danger ? 'button.danger' : 'button', { type: 'submit' }, button);
    const cancel = h('button.secondary', { type: 'button', onclick: () => dialog.close() }, 'Cancel');

    async function onsubmit(event) {
      event.preventDefault();
      submit.disabled = true;
      const error = await run();
      submit.disabled = false;
      if (error === '') {
        isDone = true;
        app.announce(`${title}: done.`);
        dialog.close();
      } else if (error !== null) {
        fill(problem, error);
      }
    }

    const dialog = h(
      'dialog',
      {
        'aria-labelledby': id,
        onclose() {
          dialog.remove();
          opener?.focus();
          resolve(isDone);
        },
      },
      h('form.card', { novalidate: true, onsubmit }, h('h2', { id }, title), content, problem, h('div.dialog-buttons', {}, cancel, submit)),
    );
    document.body.append(dialog);
    dialog.showModal();
    (danger ? cancel : (dialog.querySelector('input:not([readonly]), textarea, select') ?? submit)).focus();
  });
}
