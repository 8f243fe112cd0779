using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Onnx.Tests;

/// <summary>A small classifier.</summary>
[Prunable]
public sealed partial class Classifier : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3, padding: 1, bias: false);
    private readonly BatchNorm2d norm = BatchNorm2d(8);
    private readonly Dropout dropout = Dropout(0.5);
    private readonly Linear head = Linear(8, 5);

    public Classifier() : base(nameof(Classifier)) => RegisterComponents();

    public override Tensor forward(Tensor images)
    {
        var x = functional.relu(norm.call(conv.call(images)));
        return head.call(dropout.call(x.mean([2, 3])));
    }
}

/// <summary>One table for what comes in and what goes out.</summary>
[Prunable]
public sealed partial class TiedModel : Module<Tensor, Tensor>
{
    private readonly Embedding tokens = Embedding(100, 32);
    private readonly Linear head = Linear(32, 100, hasBias: false);

    public TiedModel() : base(nameof(TiedModel))
    {
        head.weight = (Parameter)tokens.weight!;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(tokens.call(x));
}

/// <summary>Takes a batch of two and no other.</summary>
[Prunable]
public sealed partial class TwoExamples : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(6, 8);

    public TwoExamples() : base(nameof(TwoExamples)) => RegisterComponents();

    public override Tensor forward(Tensor x) => layer.call(x).view(2, 4, 2).transpose(1, 2);
}

/// <summary>Does something else with a single example.</summary>
[Prunable]
public sealed partial class OneOrMore : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(6, 8);

    public OneOrMore() : base(nameof(OneOrMore)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = layer.call(x);
        return x.shape[0] == 1 ? y * 2 : y;
    }
}

/// <summary>Reads a tensor after writing to a view of it.</summary>
[Prunable]
public sealed partial class SharedMemory : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(6, 8);

    public SharedMemory() : base(nameof(SharedMemory)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = layer.call(x);
        var part = y.narrow(1, 0, 4);
        part.relu_();
        return y + 1;
    }
}

/// <summary>Writes to a tensor of which nothing else is seen.</summary>
[Prunable]
public sealed partial class OwnMemory : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(6, 8);
    private readonly ReLU relu = ReLU(inplace: true);

    public OwnMemory() : base(nameof(OwnMemory)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = relu.call(layer.call(x));
        y.add_(1);
        return y + x.sum(1, true);
    }
}

/// <summary>Random also in evaluation.</summary>
[Prunable]
public sealed partial class AlwaysRandom : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(6, 8);

    public AlwaysRandom() : base(nameof(AlwaysRandom)) => RegisterComponents();

    public override Tensor forward(Tensor x) => functional.dropout(layer.call(x), 0.5);
}

/// <summary>Calls what ONNX does not have.</summary>
[Prunable]
public sealed partial class WithoutEqual : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(6, 8);

    public WithoutEqual() : base(nameof(WithoutEqual)) => RegisterComponents();

    public override Tensor forward(Tensor x) => layer.call(x).digamma();
}

/// <summary>Its input is called as a parameter, and it is returned, twice.</summary>
[Prunable]
public sealed partial class Names : Module<Tensor, (Tensor, Tensor, Tensor)>
{
    private readonly Parameter output = Parameter(torch.ones(6));

    public Names() : base(nameof(Names)) => RegisterComponents();

    public override (Tensor, Tensor, Tensor) forward(Tensor x)
    {
        var y = x * output;
        return (x, y, y);
    }
}

/// <summary>Takes what a mask leaves.</summary>
[Prunable]
public sealed partial class Masked : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(6, 8);

    public Masked() : base(nameof(Masked)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = layer.call(x);
        return y[y > 0];
    }
}

/// <summary>Assigns to a part.</summary>
[Prunable]
public sealed partial class Changed : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(6, 8);

    public Changed() : base(nameof(Changed)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = layer.call(x);
        y[.., 0] = x[.., 1];
        return y;
    }
}

/// <summary>A table whose rows have a largest norm.</summary>
[Prunable]
public sealed partial class Bounded : Module<Tensor, Tensor>
{
    private readonly Embedding rows = Embedding(20, 6, max_norm: 1);

    public Bounded() : base(nameof(Bounded)) => RegisterComponents();

    public override Tensor forward(Tensor tokens) => rows.call(tokens);
}

/// <summary>A choice that the caller makes.</summary>
[Prunable]
public sealed partial class Told : Module<Tensor, bool, Tensor>
{
    private readonly Linear layer = Linear(6, 8);

    public Told() : base(nameof(Told)) => RegisterComponents();

    public override Tensor forward(Tensor x, bool twice) => twice ? layer.call(x) * 2 : layer.call(x);
}

/// <summary>More than a file can hold, of which nothing is in memory.</summary>
[Prunable]
public sealed partial class Huge : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(30_000, 30_000, device: new Device(DeviceType.META));

    public Huge() : base(nameof(Huge)) => RegisterComponents();

    public override Tensor forward(Tensor x) => layer.call(x);
}
