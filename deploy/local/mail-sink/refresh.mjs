/** The list page's script: looks for new mail, and reloads unless somebody is typing. */
export const REFRESH = `
const { newest } = document.currentScript.dataset;
if (newest !== 'off') {
  setInterval(async () => {
    if (document.hidden || document.activeElement?.matches('input')) return;
    const answer = await fetch('/api/newest').then((response) => response.json()).catch(() => null);
    if (answer && (answer.id ?? '') > newest) location.reload();
  }, 2000);
}
`;
