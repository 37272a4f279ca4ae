import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {download} from '/base/api.js';
import {t} from '/base/texts.js';
import '/rooms/runs/texts.js';

/** Saves the report of a run as a file: <report-button .run=${id}>. */
class ReportButton extends KasaneElement {
  static properties = {
    run: {},
    working: {state: true},
  };

  constructor() {
    super();
    this.working = false;
  }

  async #save() {
    this.working = true;
    await this.attempt(() => download('runs/report', {run: this.run}, `kasane-${this.run}.html`));
    this.working = false;
  }

  render() {
    return html`<button class="small" ?disabled=${this.working || !this.run} @click=${() => this.#save()}
        >${t(this.working ? 'runs.working' : 'runs.report')}</button>`;
  }
}

customElements.define('report-button', ReportButton);
