// What candidates are, in words.

import {number, percent, t} from '/base/texts.js';

/** Hidden layers, such as "12 tanh, 8 relu (dropout 0.3)". */
export function hiddenWords(candidate) {
  return candidate.hidden.map(layer => `${layer.neurons} ${layer.activation}`
      + (layer.drop === null ? '' : ` (${t('search.drop', number(layer.drop, 2))})`)).join(', ') || t('search.none');
}

/** The method and its rate. */
export function methodWords(candidate) {
  return [candidate.method,
    candidate.rate === null ? null : t('search.rate', number(candidate.rate, 2)),
    candidate.momentum === null ? null : t('search.momentum', number(candidate.momentum, 2))]
      .filter(part => part !== null).join(', ');
}

/** All of how it is trained. */
export function trainingWords(candidate) {
  return [methodWords(candidate), t('search.batch', candidate.batch), t('search.decay', number(candidate.l2, 2))]
      .join(', ');
}

/** A sentence on the best candidate. */
export function bestWords(candidate, classification) {
  const layers = candidate.hidden.length;
  const hidden = layers === 0 ? t('search.wordsNone')
      : layers === 1 ? t('search.wordsLayer', hiddenWords(candidate))
          : t('search.wordsLayers', layers, hiddenWords(candidate));
  return t('search.words', hidden, methodWords(candidate), candidate.batch, number(candidate.l2, 2),
      candidate.scores.length, score(candidate.mean, classification), score(candidate.spread, classification));
}

/** Accuracy as per cent, R² as a number. */
export function score(value, classification) {
  return classification ? percent(value) : number(value, 3);
}

/** The name of a candidate: round and number, both from 1. */
export function nameOf(candidate) {
  return `${candidate.round + 1}.${candidate.number + 1}`;
}
