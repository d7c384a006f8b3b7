// The reader's zone is known to the browser only: without ?zone= the page comes in the hosts' times.
const url = new URL(location.href);
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const select = document.querySelector('select[name="zone"]');

if (own && !url.searchParams.has('zone')) {
  url.searchParams.set('zone', own);
  location.replace(url);
}

if (select) {
  if (own && ![...select.options].some((option) => option.value === own)) {
    select.add(new Option(`My device: ${own}`, own), 1);
  }
  select.addEventListener('change', () => select.form.requestSubmit());
  select.form.querySelector('button').hidden = true;
}
