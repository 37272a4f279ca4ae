import {addTexts} from '/base/texts.js';

addTexts({
  'paint.intro': ['A network learns a picture: it is asked for the colour of random pixels, (x, y) in, (red, green, '
      + 'blue) out, and paints what it believes so far.',
      'ネットワークが絵を学習します。無作為に選んだ画素の座標 (x, y) から色（赤・緑・青）を予測し、'
      + 'その時点での予想を描きます。'],
  'paint.picture': ['picture', '絵'],
  'paint.own': ['your own', '自分の画像'],
  'paint.file': ['Your own picture', '自分の画像'],
  'paint.layers': ['kasane', '重ね'],
  'paint.sunset': ['sunset', '夕日'],
  'paint.waves': ['waves', '青海波'],
  'paint.letter': ['letter', '文字'],
  'paint.gradient': ['gradient', 'グラデーション'],
  'paint.original': ['Original', '元の絵'],
  'paint.painting': ['Painting', 'ネットワークの絵'],
  'paint.rate': ['learning rate', '学習率'],
  'paint.loss': ['loss', '損失'],
  'paint.samples': ['samples', 'サンプル数'],
  'paint.speed': ['samples/s', 'サンプル毎秒'],
  'paint.lossCurve': ['Loss, smoothed', '損失（平滑化）'],
  'paint.updates': ['updates', '更新回数'],
  'paint.psnr': ['likeness', '近さ'],
  'paint.psnrHint': ['peak signal-to-noise ratio of the whole painting; 20 dB is fair, 30 dB is good',
      '絵全体のピーク信号対雑音比。20 dBでまずまず、30 dBで良好'],
  'paint.shallow': ['1 layer of 60 tanh', '1層・tanh 60'],
  'paint.classic': ['7 layers of 20 relu (ConvNetJS)', '7層・relu 20（ConvNetJS）'],
  'paint.wide': ['4 layers of 64 relu', '4層・relu 64'],
  'paint.smooth': ['4 layers of 32 tanh', '4層・tanh 32'],
});
