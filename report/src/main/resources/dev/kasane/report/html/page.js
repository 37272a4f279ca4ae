"use strict";
(function () {
  var root = document.documentElement;
  var body = document.body;
  var language = document.getElementById("language");
  var theme = document.getElementById("theme");
  // Browsers may refuse storage for pages opened from a disk; the switches work without it.
  function load(key) { try { return localStorage.getItem(key); } catch (e) { return null; } }
  function save(key, value) { try { localStorage.setItem(key, value); } catch (e) { /* not remembered */ } }
  function speak(tag) {
    root.lang = tag;
    document.title = body.getAttribute("data-title-" + tag);
    language.textContent = tag === "ja" ? "English" : "日本語";
  }
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function isDark() { return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches; }
  var remembered = load("kasane-language");
  speak(remembered === "ja" || remembered === "en" ? remembered
      : (navigator.language || "en").toLowerCase().startsWith("ja") ? "ja" : "en");
  var chosen = load("kasane-theme");
  if (chosen === "dark" || chosen === "light") { root.dataset.theme = chosen; }
  language.addEventListener("click", function () {
    var next = root.lang === "ja" ? "en" : "ja";
    speak(next);
    save("kasane-language", next);
  });
  theme.addEventListener("click", function () {
    var next = isDark() ? "light" : "dark";
    root.dataset.theme = next;
    save("kasane-theme", next);
  });
})();
