// A form with data-passkey is about a passkey: what the server wants to know is asked for when it is sent, then the browser's answer is sent with it.
const supported = Boolean(window.PublicKeyCredential?.parseCreationOptionsFromJSON);

async function ask(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.detail ?? "This page is too old. Reload it and try again.");
  const credential = form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(body) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(body) });
  return JSON.stringify(credential);
}

// The browser's own words for what a person did on its dialog are for programmers.
function words(error) {
  if (error instanceof DOMException) {
    return error.name === "InvalidStateError" ? "This device has a passkey for the account already." : "No passkey was used: the device did not confirm it, or it took too long.";
  }
  return error.message;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const box = form.querySelector("[data-passkey-error]");
  form.hidden = !supported;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const button = form.querySelector("button[type=submit]");
    box.hidden = button.disabled = true;
    try {
      form.querySelector("[data-passkey-answer]").value = await ask(form);
      form.submit();
    } catch (error) {
      box.hidden = button.disabled = false;
      box.querySelector("[data-passkey-words]").textContent = words(error);
      box.focus();
    }
  });
}

for (const note of document.querySelectorAll("[data-no-passkeys]")) note.hidden = supported;
