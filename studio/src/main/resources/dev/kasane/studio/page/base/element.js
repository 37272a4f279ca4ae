import {LitElement} from 'lit';
import {onLanguage} from '/base/texts.js';
import {onTheme} from '/base/theme.js';

/**
 * What all elements of the studio extend: rendered without a shadow, so that one style sheet serves all, and rendered
 * again when language or theme changes. Write no style attributes in templates (the page's security policy refuses
 * them): use classes, or styled from '/base/styled.js' (lit's styleMap begins with such an attribute).
 */
export class KasaneElement extends LitElement {
  #ends = [];

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#ends = [onLanguage(() => this.requestUpdate()), onTheme(() => {
      this.themeChanged();
      this.requestUpdate();
    })];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ends.forEach(end => end());
  }

  /** For elements that draw on a canvas. */
  themeChanged() {}

  /** Runs something that asks the studio; what goes wrong is shown to the person. */
  async attempt(action) {
    try {
      return await action();
    } catch (e) {
      toast(e.message, 'bad');
      return undefined;
    }
  }
}

/** Shows a message for some seconds. */
export function toast(message, kind = 'good') {
  document.dispatchEvent(new CustomEvent('kasane-toast', {detail: {message, kind}}));
}
