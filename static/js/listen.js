// Read the page aloud, only with a voice that the phone itself has: a voice of the network would send the words away.
// A sentence at a time: Chrome falls silent in a long one, and on Android cannot pause but only stop.
(() => {
  const box = document.querySelector("[data-listen]");
  const synthesis = window.speechSynthesis;
  if (!box || !synthesis) return;

  const [toggle, stop] = box.querySelectorAll("button");
  const listen = toggle.textContent;
  const main = document.querySelector("main");
  const language = main.closest("[lang]").lang;
  const BLOCKS = "h1, h2, h3, p, li, dt, dd";
  const SKIPPED = "nav, details, form, [hidden], [data-no-signal], .tools, .back, .byline, .original, .sources, .recordings, .related-groups, .leaflet-end";

  const voice = () => {
    const speaks = (one) => one.localService && one.lang.toLowerCase().split(/[-_]/)[0] === language;
    const found = synthesis.getVoices().filter(speaks);
    return found.find((one) => /gb$/i.test(one.lang)) || found[0];
  };

  const inSentences = (words) => {
    const text = words.replace(/\s+/g, " ").trim();
    if (!window.Intl || !Intl.Segmenter) return text ? [text] : [];
    return [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)].map((part) => part.segment);
  };

  const sentences = () => {
    const blocks = new Map();
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const block = texts.currentNode.parentElement.closest(BLOCKS);
      if (!block || block.closest(SKIPPED) || block.closest("[lang]").lang !== language) continue;
      blocks.set(block, (blocks.get(block) || "") + texts.currentNode.data);
    }
    return [...blocks.values()].flatMap(inSentences);
  };

  let waiting = [];
  let current = null;

  const speak = () => {
    if (!waiting.length) { finish(); return; }
    const sentence = new SpeechSynthesisUtterance(waiting[0]);
    current = sentence;
    sentence.voice = voice();
    sentence.lang = sentence.voice.lang;
    // A page that was left is hidden first, and silenced: that is no reason to go on with the next sentence.
    sentence.onend = () => { if (current === sentence && !document.body.hidden) { waiting.shift(); speak(); } };
    sentence.onerror = () => { if (current === sentence) pause(); };
    toggle.textContent = box.dataset.pause;
    stop.hidden = false;
    synthesis.speak(sentence);
  };
  const pause = () => { current = null; synthesis.cancel(); toggle.textContent = box.dataset.continue; };
  const finish = () => { pause(); waiting = []; toggle.textContent = listen; stop.hidden = true; };

  toggle.addEventListener("click", () => {
    if (current) { pause(); return; }
    if (!waiting.length) waiting = sentences();
    speak();
  });
  stop.addEventListener("click", () => { finish(); toggle.focus(); });
  addEventListener("pagehide", finish);

  const offer = () => { box.hidden = !voice(); };
  offer();
  synthesis.addEventListener?.("voiceschanged", offer);
})();
