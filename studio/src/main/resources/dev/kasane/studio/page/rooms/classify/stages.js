// A network's layers as columns of a diagram: the inputs, then each fully connected layer with what follows it.

/** [{first, last, type}]: indices of layers; `first` is the fully connected one, the input for the first column. */
export function stagesOf(layers) {
  const stages = [];
  for (const layer of layers) {
    if (layer.index === 0 || layer.type === 'fc') {
      stages.push({first: layer.index, last: layer.index});
    } else {
      stages.at(-1).last = layer.index;
    }
  }
  return stages;
}

/** How many numbers come before a layer's in maps: [0, size of layer 0, ...]. */
export function startsOf(layers) {
  const starts = [];
  let sum = 0;
  for (const layer of layers) {
    starts.push(sum);
    sum += layer.size;
  }
  return [...starts, sum];
}
