using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.HardIdioms;

/// <summary>A loop over a sequence of unlike modules, each called as its class wants.</summary>
[Prunable]
public sealed partial class SwitchOverModel : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module> model = ModuleList<Module>(new Stage(3, 8), new Stage(8, 6), new Join(1), new Detect(14, 2));

    public SwitchOverModel() : base(nameof(SwitchOverModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var outputs = new List<Tensor>();
        for (var i = 0; i < model.Count; i++)
        {
            switch (model[i])
            {
                case Module<Tensor, Tensor> layer:
                    x = layer.forward(x);
                    outputs.Add(x);
                    break;
                case Join join:
                    x = join.forward([x, outputs[i - 1 - join.Back]]);
                    outputs.Add(x);
                    break;
                case Detect detect:
                    return detect.forward(x, true);
            }
        }

        return x;
    }

    private sealed class Stage : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv;

        public Stage(int inputs, int outputs) : base(nameof(Stage))
        {
            conv = Conv2d(inputs, outputs, 3, padding: 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => conv.forward(x).relu();
    }

    private sealed class Join(int back) : Module<Tensor[], Tensor>(nameof(Join))
    {
        public int Back { get; } = back;

        public override Tensor forward(Tensor[] x) => cat(x, 1);
    }

    private sealed class Detect : Module<Tensor, bool, Tensor>
    {
        private readonly Linear head;

        public Detect(int inputs, int classes) : base(nameof(Detect))
        {
            head = Linear(inputs, classes);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x, bool pool) => head.forward(pool ? x.mean([2, 3]) : x);
    }
}
