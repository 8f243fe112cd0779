using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>Layers made by a static class, by another object, by a virtual method, and by a module passed in.</summary>
[Prunable]
public sealed partial class FactoryMethods : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> stem = Layers.Block(3, 6);
    private readonly Residual residual;
    private readonly Module<Tensor, Tensor> exit;

    public FactoryMethods() : this(new WideFactory { Width = 7 }, BatchNorm2d(6))
    {
    }

    private FactoryMethods(Factory factory, Module<Tensor, Tensor> norm) : base(nameof(FactoryMethods))
    {
        residual = new Residual(Conv2d(6, 6, 3, padding: 1), norm);
        exit = factory.Exit(6, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => exit.call(residual.call(stem.call(x)));

    private static class Layers
    {
        public static Sequential Block(int before, int after) => Sequential(Conv2d(before, after, 3, padding: 1), Activation());

        private static ReLU Activation() => ReLU();
    }

    private abstract class Factory
    {
        public Module<Tensor, Tensor> Exit(int before, int classes) =>
            Sequential(Hidden(before), ReLU(), AdaptiveAvgPool2d(1), Flatten(), Linear(OutOf(before), classes));

        protected abstract Module<Tensor, Tensor> Hidden(int before);

        protected virtual int OutOf(int before) => before;
    }

    private sealed class WideFactory : Factory
    {
        public int Width { get; init; }

        protected override Module<Tensor, Tensor> Hidden(int before) => Conv2d(before, Width, 1);

        protected override int OutOf(int before) => Width;
    }

    private sealed class Residual : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> inner;
        private readonly Module<Tensor, Tensor> norm;

        public Residual(Module<Tensor, Tensor> inner, Module<Tensor, Tensor> norm) : base(nameof(Residual))
        {
            this.inner = inner;
            this.norm = norm;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => functional.relu(x + norm.call(inner.call(x)));
    }
}
