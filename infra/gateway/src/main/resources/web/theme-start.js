// Applies the chosen theme before the first paint. Without a choice the system's theme holds.
try {
  const theme = localStorage.getItem('parley.theme');
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
} catch {
  // storage may be forbidden; then the system's theme holds
}
