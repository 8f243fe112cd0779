namespace PrunableModels.Core.Tests;

/// <summary>What is rarer in models, for the compact-class writer.</summary>
internal static class EdgePrograms
{
    /// <summary>Two inputs, two outputs, a child that returns a tuple, and a parameter that is shared by two calls.</summary>
    public const string Tuples = """
        class Pair {
          field Module "shared" = new Linear(6, 6)
          field Module "split" = new Split()
          method forward(left, right) {
            a = call this.shared(left)
            b = call this.shared(right)
            tuple(a, c) = call this.split(a, b)
            return tuple(-a / 2, (c - (a + b)) * b)
          }
        }
        class Split {
          field Module "up" = new Linear(6, 6)
          method forward(first, second) {
            return tuple(call this.up(first), torch.sigmoid(second))
          }
        }
        """;

    /// <summary>In-place operators and layers, a residual that reads what they changed.</summary>
    public const string InPlace = """
        class InPlace {
          field Module "fc" = new Linear(6, 6)
          field Module "act" = new ReLU(inplace: true)
          method forward(x) {
            y = call this.fc(x)
            z = call this.act(y)
            z = Tensor.mul(z, 2)
            do Tensor.add_(z, y)
            return functional.dropout(z + y, p: 0.25, training: this.training)
          }
        }
        """;

    /// <summary>Blocks whose numbers stand in forward, extents that are computed, layers with unusual arguments.</summary>
    public const string Numbers = """
        class Numbers {
          field Module "first" = new Scale(0.5, 4)
          field Module "second" = new Scale(0.25, 3)
          field Module "layers" = new Sequential(new Conv2d(4, 4, 3, padding: "Same", padding_mode: "Reflect"), new AvgPool2d(2, stride: 1, padding: 1), new MaxPool2d(tuple(2, 1)), new AdaptiveMaxPool2d(tuple(6, 4)), new LeakyReLU(0.2), new Sequential(new ReLU(inplace: true), new GELU()))
          method forward(x) {
            x = call this.second(call this.first(x))
            x = call this.layers(x)
            shape = x.shape
            x = Tensor.permute(x, permutation: [0, 2, 3, 1])
            x = Tensor.reshape(x, shape: [shape[0], shape[2] * shape[3], 4])
            return Tensor.mean(Tensor.transpose(x, dim0: 1, dim1: 2), dimensions: [2], keepdim: true)
          }
        }
        class Scale {
          field Scalar "factor"
          field Module "mix"
          constructor(factor, kernel) {
            this.factor = factor
            this.mix = new Conv2d(4, 4, kernel, padding: kernel / 2)
          }
          method forward(x) {
            return (call this.mix(x)) * this.factor
          }
        }
        """;

    /// <summary>Classes that hold themselves, keywords and factories as names, blocks that do nothing, a variable like a member.</summary>
    public const string Names = """
        class Tree {
          field Module "params" = new Linear(6, 6)
          field Module "skip" = new Skip()
          field Module "chain" = new Sequential(new Skip(), new Linear(6, 6), new Zoo.Flatten())
          field Module "inner" = new Node(2)
          method forward(params) {
            skip = call this.params(call this.skip(params))
            return call this.chain(call this.inner(skip))
          }
        }
        class Node {
          field Module "child"
          field Module "value" = new Linear(6, 6)
          constructor(depth) {
            if depth > 0 {
              this.child = new Node(depth - 1)
            }
          }
          method forward(x) {
            x = functional.relu(call this.value(x))
            return (this.child == null) ? x : (x + (call this.child(x)))
          }
        }
        class Skip {
          method forward(x) {
            return x
          }
        }
        class Zoo.Flatten {
          field Module "norm" = new BatchNorm1d(6, affine: false)
          constructor() {
            do Module.RegisterComponents(this)
          }
          method forward(x) {
            return functional.softplus(call this.norm(x), beta: 2)
          }
        }
        """;

    /// <summary>Sizes of the input, read before and after its rank is known.</summary>
    public const string Extents = """
        class Extents {
          field Module "norm" = new BatchNorm2d(8)
          field Module "mix" = new Conv2d(8, 8, 3, padding: 1)
          method forward(x) {
            batch = x.shape[0]
            area = x.shape[2] * x.shape[3]
            x = call this.norm(x)
            y = Tensor.view(call this.mix(x), shape: [batch, 8, area])
            y = Tensor.transpose(functional.relu(y), dim0: 1, dim1: 2)
            y = Tensor.reshape(y, shape: [-1, x.shape[2], x.shape[3], 8])
            return Tensor.reshape(Tensor.mul(y, 2), shape: [y.shape[0], -1])
          }
        }
        """;

    /// <summary>Blocks that leave tensors in their caller's stack and others that take them, one of them changed in place after it was left.</summary>
    public const string Skips = """
        class UNet {
          field Module "stem" = new Conv2d(3, 4, 3, padding: 1)
          field Module "down" = new ModuleList(new Down(4, 6), new Down(6, 8))
          field Module "up" = new ModuleList(new Up(14, 6), new Up(10, 5))
          field Module "head" = new Conv2d(9, 2, 1)
          method forward(x) {
            skips = []
            x = call this.stem(x)
            do Stack.Push(skips, x)
            foreach stage in this.down {
              x = call stage(x, skips)
            }
            foreach stage in this.up {
              x = call stage(x, skips)
            }
            return call this.head(torch.cat([x, Stack.Pop(skips)], dim: 1))
          }
        }
        class Down {
          field Module "block"
          field Module "next"
          constructor(inputs, outputs) {
            this.block = new Block(inputs, outputs)
            this.next = new Conv2d(outputs, outputs, 3, padding: 1)
          }
          method forward(x, skips) {
            x = call this.block(x)
            do Stack.Push(skips, x)
            x = functional.relu_(x)
            return call this.next(x)
          }
        }
        class Up {
          field Module "block"
          constructor(inputs, outputs) {
            this.block = new Block(inputs, outputs)
          }
          method forward(x, skips) {
            return call this.block(torch.cat([x, Stack.Pop(skips)], dim: 1))
          }
        }
        class Block {
          field Module "conv"
          constructor(inputs, outputs) {
            this.conv = new Conv2d(inputs, outputs, 3, padding: 1)
          }
          method forward(x) {
            return call this.conv(x)
          }
        }
        """;
}
