import {noChange} from 'lit';
import {Directive, directive} from 'lit/directive.js';

/**
 * Styles that depend on data, without a style attribute, which the page's security policy would refuse:
 *
 *   <span ${styled({width: share + '%', '--depth': 3})}></span>
 */
class Styled extends Directive {
  update(part, [styles]) {
    for (const [name, value] of Object.entries(styles)) {
      part.element.style.setProperty(name, value);
    }
    return noChange;
  }

  render() {
    return noChange;
  }
}

export const styled = directive(Styled);
