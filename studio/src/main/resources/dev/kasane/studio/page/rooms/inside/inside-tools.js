import {html} from 'lit';
import {t} from '/base/texts.js';

/** What layers are shown with; kept for the visit. */
export const choices = {colours: 'signed', perMap: false};

/** The fields that choose colours, scale and gradients. `changed` is called after a choice. */
export function tools(element, withTraining, changed) {
  const set = action => e => {
    action(e);
    element.requestUpdate();
    changed();
  };
  return html`
    <label>${t('inside.colours')} <select .value=${choices.colours} @change=${set(e => { choices.colours = e.target.value; })}>
      <option value="signed" ?selected=${choices.colours === 'signed'}>${t('inside.signed')}</option>
      <option value="grey" ?selected=${choices.colours === 'grey'}>${t('inside.grey')}</option></select></label>
    <label>${t('inside.scale')} <select @change=${set(e => { choices.perMap = e.target.value === 'map'; })}>
      <option value="layer" ?selected=${!choices.perMap}>${t('inside.perLayer')}</option>
      <option value="map" ?selected=${choices.perMap}>${t('inside.perMap')}</option></select></label>
    ${element.layers?.gradients ? html`<label><input type="checkbox" class="inside-gradients" .checked=${element.gradients}
        @change=${set(e => { element.gradients = e.target.checked; })}> ${t('inside.gradients')}</label>`
        : html`<span class="faint">${t('inside.nogradients')}</span>`}
    ${withTraining ? html`<label title=${t('inside.trainingHint')}><input type="checkbox" class="inside-training"
        .checked=${element.training}
        @change=${set(e => { element.training = e.target.checked; })}> ${t('inside.training')}</label>
      ${element.training ? html`<button class="small" @click=${set(() => { element.mask += 1; })}
          >${t('inside.mask')}</button>` : ''}` : ''}`;
}
