using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

internal sealed class Mlp : TestModel
{
    private const string Text = """
        class PrunableModels.Tests.Mlp {
          field Module "fc1"
          field Module "fc2"
          field Module "fc3"
          method forward(x) {
            x = functional.relu(call this.fc1(x))
            x = functional.relu(call this.fc2(x))
            return call this.fc3(x)
          }
        }
        """;

    private readonly Linear fc1;
    private readonly Linear fc2;
    private readonly Linear fc3;

    private readonly Func<Tensor, Tensor> activation;

    /// <summary>An activation other than ReLU makes the program wrong.</summary>
    public Mlp(int width = 16, Func<Tensor, Tensor>? activation = null) : base(nameof(Mlp), Text)
    {
        this.activation = activation ?? (x => functional.relu(x));
        fc1 = Linear(12, width);
        fc2 = Linear(width, 8);
        fc3 = Linear(8, 4);
        RegisterComponents();
    }

    /// <summary>Is told the mode that the model is set to.</summary>
    public Action<bool>? Watch { get; set; }

    public override void train(bool train = true)
    {
        base.train(train);
        Watch?.Invoke(train);
    }

    public override Tensor forward(Tensor x)
    {
        x = activation(fc1.call(x));
        x = functional.relu(fc2.call(x));
        return fc3.call(x);
    }
}
