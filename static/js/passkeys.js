// Passkeys, where the browser knows them: forms that are hidden without them. A code by e-mail signs in everywhere.
(() => {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;

  const asked = {
    create: (options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
    get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const failed = form.querySelector("[role=alert]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.hidden = true;
      try {
        const { publicKey } = await (await fetch(form.action)).json();
        form.elements.credential.value = JSON.stringify(await asked[form.dataset.passkey](publicKey));
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  });
})();
