// What is typed in the translation editor, and what was typed there, is in the target language and runs in its direction.
(() => {
  const rightToLeft = document.currentScript.dataset.rightToLeft.split(" ");
  document.addEventListener("DOMContentLoaded", () => {
    const editor = document.querySelector(".js-translation-editor");
    if (!editor) return;
    const code = JSON.parse(editor.dataset.props).locale.code;
    const direction = rightToLeft.includes(code) ? "rtl" : "ltr";
    const mark = () => editor.querySelectorAll("textarea, [contenteditable=true], input[type=text], li > p + div").forEach((field) => {
      if (field.dir === direction) return;
      field.dir = direction;
      field.lang = code;
    });
    new MutationObserver(mark).observe(editor, { childList: true, subtree: true });
    mark();
  });
})();
