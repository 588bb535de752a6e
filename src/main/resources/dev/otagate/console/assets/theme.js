/** The switch between the system's theme, light and dark. */

const KEY = 'otagate.theme';
const ORDER = ['auto', 'light', 'dark'];
const LABELS = { auto: 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' };

/**
 * Connects the button of the theme. Sends `themechange` to the document if the colours change.
 * @param {HTMLButtonElement} button
 */
export function connectTheme(button) {
  let theme = document.documentElement.dataset.theme ?? 'auto';
  const show = () => {
    button.textContent = LABELS[theme];
  };
  button.addEventListener('click', () => {
    theme = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length];
    apply(theme);
    show();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
  show();
}

function apply(theme) {
  if (theme === 'auto') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // The choice then lasts as long as the page.
  }
  changed();
}

function changed() {
  document.dispatchEvent(new Event('themechange'));
}
