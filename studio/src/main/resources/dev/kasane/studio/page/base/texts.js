// Texts in English and Japanese. A module adds its own with addTexts; every element renders again when the language
// changes.

const LANGUAGES = ['en', 'ja'];
const texts = {en: {}, ja: {}};
const listeners = new Set();

let language = stored() ?? (navigator.language.toLowerCase().startsWith('ja') ? 'ja' : 'en');
document.documentElement.lang = language;

function stored() {
  const value = localStorage.getItem('kasane-language');
  return LANGUAGES.includes(value) ? value : null;
}

/** Adds texts: {key: [english, japanese], ...}. Keys begin with the room's name. */
export function addTexts(table) {
  for (const [key, pair] of Object.entries(table)) {
    if (!Array.isArray(pair) || pair.length !== 2) {
      throw new Error(`The text ${key} must have English and Japanese`);
    }
    texts.en[key] = pair[0];
    texts.ja[key] = pair[1];
  }
}

/** The text for a key in the present language; {0}, {1} are replaced by the arguments. */
export function t(key, ...args) {
  const text = texts[language][key];
  if (text === undefined) {
    throw new Error(`There is no text for '${key}'`);
  }
  return args.length === 0 ? text : text.replace(/\{(\d)\}/g, (_, index) => String(args[Number(index)]));
}

/** 'en' or 'ja'. */
export function currentLanguage() {
  return language;
}

export function setLanguage(value) {
  language = value;
  localStorage.setItem('kasane-language', value);
  document.documentElement.lang = value;
  listeners.forEach(listener => listener());
}

/** Calls back when the language changes; returns a function that ends this. */
export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A number as people of the present language read it. */
export function number(value, digits = 4) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return '–';
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    return value.toExponential(Math.max(0, digits - 2));
  }
  return new Intl.NumberFormat(language, {maximumSignificantDigits: digits}).format(value);
}

/** A share as per cent. */
export function percent(value, digits = 1) {
  return value === null || value === undefined || !Number.isFinite(value)
      ? '–'
      : new Intl.NumberFormat(language, {style: 'percent', minimumFractionDigits: digits,
          maximumFractionDigits: digits}).format(value);
}
