using TorchSharp;
using static TorchSharp.torch;

using var layer = nn.Linear(4, 2);
using var x = randn(8, 4);
using var y = layer.call(x);
Console.WriteLine($"TorchSharp runs: {y.shape[0]} x {y.shape[1]}");
