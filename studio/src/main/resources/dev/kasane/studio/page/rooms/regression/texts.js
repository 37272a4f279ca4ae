import {addTexts} from '/base/texts.js';

addTexts({
  'regression.title': ['Curve fitting', '曲線あてはめ'],
  'regression.passes': ['{0} passes', '{0}周'],
  'regression.points': ['Points', '点'],
  'regression.own': ['own points', '自分の点'],
  'regression.count': ['number of points', '点の数'],
  'regression.noise': ['noise', 'ノイズ'],
  'regression.seed': ['seed', '乱数の種'],
  'regression.redraw': ['other points', '別の点'],
  'regression.restart': ['other weights', '別の重み'],
  'regression.chart': ['Points and the network\'s curve', '点とネットワークの曲線'],
  'regression.curve': ['network', 'ネットワーク'],
  'regression.truth': ['function', 'もとの関数'],
  'regression.overlay': ['neurons in the chart', 'グラフに重ねるニューロン'],
  'regression.none': ['none', 'なし'],
  'regression.erase': ['remove', '削除'],
  'regression.clear': ['remove all', 'すべて削除'],
  'regression.help': ['Click adds a point, dragging moves it, Ctrl-click or "remove" takes it away. Keys: arrows move '
      + 'the cross, Enter adds, Delete removes the nearest, Shift and arrows move it.',
      'クリックで追加、ドラッグで移動、Ctrl+クリックまたは「削除」で取り除きます。キー: 矢印で十字を移動、Enter で追加、'
      + 'Delete で最も近い点を削除、Shift+矢印でその点を移動。'],
  'regression.neurons': ['Every neuron\'s curve', '各ニューロンの曲線'],
  'regression.neuronsHelp': ['x as in the chart above; each curve fills its own height, from its lowest to its highest '
      + 'value.', '横軸は上のグラフと同じ x。縦は曲線ごとに最小値から最大値まで。'],
  'regression.layer': ['Layer {0}: {1} ({2})', '第{0}層: {1}（{2}）'],
  'regression.loss': ['Average loss, ½(prediction − y)²', '平均損失 ½(予測 − y)²'],
  'regression.lossNow': ['average loss', '平均損失'],
  'regression.pass': ['passes through the data', 'データの周回数'],
  'regression.keep': ['Share', '共有'],
  'regression.share': ['Copy link', 'リンクをコピー'],
  'regression.shared': ['The link carries points, network and settings.', 'リンクには点・ネットワーク・設定が含まれます。'],
});

/** The functions: how they are written, and the same again for the chart. */
export const FUNCTIONS = {
  x: {name: 'x', at: x => x},
  x2: {name: 'x²', at: x => x * x},
  cubic: {name: 'x³ − 2.5x²', at: x => x ** 3 - 2.5 * x * x},
  sin: {name: 'sin x', at: Math.sin},
  xsin: {name: 'x sin x', at: x => x * Math.sin(x)},
};
