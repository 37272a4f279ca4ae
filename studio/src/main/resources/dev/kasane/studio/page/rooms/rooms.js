// The rooms, in the order of the menu. `load` imports the module that defines the element, `view` renders it.
//
//   {id: 'classify', title: ['Classification', '分類'], load: () => import('/rooms/classify/room.js'),
//     view: () => html`<classify-room></classify-room>`},

import {html} from 'lit';

export const ROOMS = [
  {id: 'welcome', title: ['Welcome', 'ようこそ'], load: () => import('/rooms/welcome/room.js'),
    view: () => html`<welcome-room></welcome-room>`},
  {id: 'image', title: ['Images', '画像'], load: () => import('/rooms/image/room.js'),
    view: () => html`<image-room></image-room>`},
  {id: 'classify', title: ['Classification', '分類'], load: () => import('/rooms/classify/room.js'),
    view: () => html`<classify-room></classify-room>`},
  {id: 'regression', title: ['Curve fitting', '曲線あてはめ'], load: () => import('/rooms/regression/room.js'),
    view: () => html`<regression-room></regression-room>`},
  {id: 'autoencoder', title: ['Autoencoder', '自己符号化器'], load: () => import('/rooms/autoencoder/room.js'),
    view: () => html`<autoencoder-room></autoencoder-room>`},
  {id: 'painting', title: ['Painting', 'お絵かき'], load: () => import('/rooms/painting/room.js'),
    view: () => html`<painting-room></painting-room>`},
  {id: 'optimizers', title: ['Optimizers', '最適化手法'], load: () => import('/rooms/optimizers/room.js'),
    view: () => html`<optimizers-room></optimizers-room>`},
  {id: 'search', title: ['Automatic search', '自動探索'], load: () => import('/rooms/search/room.js'),
    view: () => html`<search-room></search-room>`},
  {id: 'qlearning', title: ['Q-learning', 'Q学習'], load: () => import('/rooms/qlearning/room.js'),
    view: () => html`<qlearning-room></qlearning-room>`},
  {id: 'runs', title: ['Runs', '学習の記録'], load: () => import('/rooms/runs/room.js'),
    view: () => html`<runs-room></runs-room>`},
];
