import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {number, percent, t} from '/base/texts.js';

/** All classes in their order, each with its score as a bar; show(scores) redraws without rendering. */
class InsideClassBars extends KasaneElement {
  static properties = {
    scores: {attribute: false},
    names: {attribute: false},
    probabilities: {type: Boolean},
  };

  show(scores) {
    this.scores = scores;
  }

  render() {
    const most = Math.max(...this.scores);
    const size = this.probabilities ? 1 : Math.max(...this.scores.map(Math.abs), 1e-9);
    return html`<div class="inside-classes" role="list" aria-label=${
        t(this.probabilities ? 'inside.probabilities' : 'inside.scores')}>
      ${this.names.map((name, i) => html`<div role="listitem" class=${this.scores[i] === most ? 'most' : ''}>
        <span>${name}</span><progress max="1" .value=${Math.max(0, this.scores[i]) / size}></progress>
        <span>${this.probabilities ? percent(this.scores[i]) : number(this.scores[i], 3)}</span></div>`)}</div>`;
  }
}

customElements.define('inside-class-bars', InsideClassBars);
