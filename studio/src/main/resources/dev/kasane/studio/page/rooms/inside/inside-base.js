import {KasaneElement} from '/base/element.js';
import {Poll} from '/base/poll.js';
import {structure} from './client.js';
import {momentOf, onMoment} from './moment.js';
import './texts.js';

const INTERVAL = 700;

/**
 * What the elements that look inside share: the run, the moment that is looked at, the structure of its network, and
 * news when its weights change.
 */
export class InsideElement extends KasaneElement {
  static properties = {
    run: {},
    layers: {state: true},
    training: {state: true},
    gradients: {state: true},
  };

  #poll = null;
  #end = null;
  #key = '';

  constructor() {
    super();
    this.run = null;
    this.layers = null;
    this.training = false;
    this.gradients = false;
    this.mask = 0;
  }

  get at() {
    return momentOf(this.run);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#end = onMoment(run => {
      if (run === this.run) {
        this.#poll?.now();
        this.requestUpdate();
      }
    });
    this.#poll = new Poll(() => this.#follow(), INTERVAL).start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
    this.#poll.stop();
  }

  willUpdate(changed) {
    if (changed.has('run')) {
      this.layers = null;
      this.#key = '';
      this.runChanged();
      this.#poll?.now();
    }
  }

  /** Asks for the structure at once. */
  refresh() {
    return this.#poll?.now();
  }

  async #follow() {
    if (!this.run) {
      return;
    }
    const {run, at, training} = this;
    const layers = await structure(run, at, training);
    if (run !== this.run || at !== this.at || training !== this.training) {
      this.#poll.now();
      return;
    }
    const key = [run, at, training, layers.version].join(' ');
    if (key !== this.#key) {
      this.#key = key;
      if (this.layers && this.layers.training !== training) {
        this.graphChanged();
      }
      // Nodes have numbers of their own in each mode.
      layers.training = training;
      this.layers = layers;
      await this.updateComplete;
      await this.weightsChanged();
    }
  }

  /** The run is another. */
  runChanged() {}

  /** Numbers of nodes mean something else from now on. */
  graphChanged() {}

  /** Layers are known, or the weights are others. */
  async weightsChanged() {}
}
