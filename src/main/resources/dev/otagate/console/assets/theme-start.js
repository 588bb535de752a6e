// Sets the chosen theme before the first paint. A classic script, because modules run later.
try {
  const theme = localStorage.getItem('otagate.theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Without storage, the system's theme is used.
}
