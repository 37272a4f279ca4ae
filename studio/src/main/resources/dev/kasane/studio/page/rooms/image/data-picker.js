import {html} from 'lit';
import {KasaneElement, toast} from '/base/element.js';
import {number, t} from '/base/texts.js';
import {post, send} from '/base/api.js';

/**
 * Chooses data, or uploads some. Fires 'data' with the name of what was chosen, and 'uploaded' when there is more.
 *
 *   <data-picker .entries=${list} .chosen=${'mnist'} @data=${e => ...} @uploaded=${e => ...}></data-picker>
 */
class DataPicker extends KasaneElement {
  static properties = {
    entries: {attribute: false},
    chosen: {},
    busy: {state: true},
  };

  constructor() {
    super();
    this.entries = [];
    this.busy = false;
  }

  #title(entry) {
    return entry.title || t('image.data.' + entry.id);
  }

  render() {
    const chosen = this.entries.find(one => one.id === this.chosen);
    return html`
      <label class="field"><span>${t('image.data')}</span>
        <select id="data" @change=${e => this.dispatchEvent(new CustomEvent('data', {detail: e.target.value}))}>
          ${this.entries.map(one => html`<option value=${one.id} .selected=${one.id === this.chosen}
              ?disabled=${!one.available}>${this.#title(one)}${one.available ? '' : ` (${t('image.data.missing')})`}
            </option>`)}
        </select></label>
      ${chosen ? html`<p class="faint">${t('image.data.images', chosen.shape[1], chosen.shape[0],
          t(chosen.shape[2] === 1 ? 'image.data.grey' : 'image.data.colour'), chosen.classes.length)}
          ${chosen.train > 0 ? ' · ' + t('image.data.counts', number(chosen.train, 9), number(chosen.test, 9)) : ''}
        </p>` : ''}
      <details>
        <summary>${t('image.data.own')}</summary>
        <form class="stack" @submit=${e => this.#zip(e)}>
          <h3>${t('image.data.zip')}</h3>
          <p class="faint">${t('image.data.zipNote')}</p>
          <input type="file" name="zip" accept=".zip" aria-label=${t('image.data.zip')} required>
          <div class="row">
            <label>${t('image.data.side')} <input type="number" name="side" min="8" max="96" value="32"></label>
            <label><input type="checkbox" name="colour" checked> ${t('image.data.colour')}</label>
            <button ?disabled=${this.busy}>${t(this.busy ? 'image.data.uploading' : 'image.data.upload')}</button>
          </div>
        </form>
        <form class="stack" @submit=${e => this.#idx(e)}>
          <h3>${t('image.data.idx')}</h3>
          <p class="faint">${t('image.data.idxNote')}</p>
          <input type="file" name="idx" multiple aria-label=${t('image.data.idx')} required>
          <label class="field"><span>${t('image.data.classes')}</span> <input name="classes"></label>
          <button ?disabled=${this.busy}>${t(this.busy ? 'image.data.uploading' : 'image.data.upload')}</button>
        </form>
      </details>`;
  }

  async #upload(event, action) {
    event.preventDefault();
    this.busy = true;
    const answer = await this.attempt(() => action(event.target));
    this.busy = false;
    if (answer) {
      this.dispatchEvent(new CustomEvent('uploaded', {detail: answer.data}));
    }
  }

  #zip(event) {
    return this.#upload(event, form => {
      const file = form.elements.zip.files[0];
      return send('image/upload/zip', file, {
        title: file.name.replace(/\.zip$/i, ''),
        side: form.elements.side.value,
        channels: form.elements.colour.checked ? 3 : 1,
      });
    });
  }

  #idx(event) {
    return this.#upload(event, async form => {
      const parts = partsOf([...form.elements.idx.files]);
      if (!parts) {
        toast(t('image.data.filesBad'), 'bad');
        return undefined;
      }
      for (const [part, file] of Object.entries(parts)) {
        await send('image/upload/idx', file, {part});
      }
      return post('image/upload/finish', {
        title: 'IDX ' + parts.trainImages.name,
        classes: form.elements.classes.value.split(',').map(one => one.trim()).filter(one => one !== ''),
      });
    });
  }
}

/** Which file is what, by the names that such files usually have. */
function partsOf(files) {
  const parts = {};
  for (const file of files) {
    const name = file.name.toLowerCase();
    const kind = /idx1|label/.test(name) ? 'Labels' : /idx3|image/.test(name) ? 'Images' : null;
    if (kind) {
      parts[(/t10k|test/.test(name) ? 'test' : 'train') + kind] = file;
    }
  }
  const complete = parts.trainImages && parts.trainLabels && !parts.testImages === !parts.testLabels;
  return complete && Object.keys(parts).length === files.length ? parts : null;
}

customElements.define('data-picker', DataPicker);
