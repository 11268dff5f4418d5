// Opens a sealed page with its password. Nothing of it is in this file in clear, and nothing is fetched.
(() => {
'use strict';

const form = document.getElementById('open');
const told = document.getElementById('told');
const box = JSON.parse(document.getElementById('sealed').textContent);

function raw(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

async function opened(password) {
  const bytes = new TextEncoder();
  const typed = bytes.encode(password.normalize('NFKC'));
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: raw(box.salt), iterations: box.rounds };
  const key = await crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
  const bound = bytes.encode(`csgraph page 1, ${box.rounds} rounds`);
  const seal = { name: 'AES-GCM', iv: raw(box.nonce), additionalData: bound };
  return new TextDecoder().decode(await crypto.subtle.decrypt(seal, key, raw(box.closed)));
}

// The title stays as it is: browsers keep titles. Scripts that were sealed run under the policy of this file.
function show(page) {
  const inner = new DOMParser().parseFromString(page, 'text/html');
  const scripts = [...inner.querySelectorAll('script:not([type])')];
  scripts.forEach((script) => script.remove());
  document.documentElement.className = inner.documentElement.className;
  document.body.replaceChildren(...inner.body.childNodes);
  scripts.forEach((script) => {
    const made = document.createElement('script');
    made.textContent = script.textContent;
    document.body.append(made);
  });
  window.scrollTo(0, 0);
  document.getElementById('main').focus({ preventScroll: true });
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const field = document.getElementById('password');
  if (!window.crypto || !crypto.subtle) {
    told.textContent = 'This browser cannot open it. Use a current Edge, Chrome, Firefox or Safari.';
    return;
  }
  told.textContent = 'Opening …';
  try {
    show(await opened(field.value));
  } catch (fault) {
    if (fault.name !== 'OperationError') throw fault;
    told.textContent = 'That is not the password, or the file was changed. Nothing was opened.';
    field.value = '';
    field.focus();
  }
});
})();
