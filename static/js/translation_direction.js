// Wagtail Localize's translation editor has no writing direction (wagtail-localize#197): what is typed and what was typed
// there is in the target language, so it gets that language and its direction.
(() => {
  const editor = document.querySelector(".js-translation-editor");
  if (!editor) return;
  const code = JSON.parse(editor.dataset.props).locale.code;
  const direction = ["ar", "fa", "he", "ps", "ur"].includes(code) ? "rtl" : "ltr";
  const mark = () => editor.querySelectorAll("textarea, [contenteditable=true], input[type=text]").forEach((field) => {
    if (field.dir === direction) return;
    field.dir = direction;
    field.lang = code;
  });
  new MutationObserver(mark).observe(editor, { childList: true, subtree: true });
  mark();
})();
