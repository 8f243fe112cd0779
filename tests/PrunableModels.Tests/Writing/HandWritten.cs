using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>What the programs of the writer's tests are, written as a user writes models.</summary>
internal static class HandWritten
{
    internal sealed class Mlp : Module<Tensor, Tensor>
    {
        private readonly Linear fc1 = Linear(12, 16);
        private readonly Linear fc2 = Linear(16, 8);
        private readonly Linear fc3 = Linear(8, 4);

        public Mlp()
            : base(nameof(Mlp)) => RegisterComponents();

        public override Tensor forward(Tensor x) => fc3.call(functional.relu(fc2.call(functional.relu(fc1.call(x)))));
    }

    internal sealed class Classifier : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1 = Conv2d(3, 64, 3, padding: 1, bias: false);
        private readonly BatchNorm2d bn1 = BatchNorm2d(64);
        private readonly Linear head = Linear(64 * 16 * 16, 10);

        public Classifier()
            : base(nameof(Classifier)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            x = functional.relu(bn1.call(conv1.call(x)));
            x = functional.max_pool2d(x, 2);
            return head.call(x.flatten(1));
        }
    }

    internal sealed class ResNet : Module<Tensor, Tensor>
    {
        private readonly Conv2d stem;
        private readonly BatchNorm2d bn;
        private readonly Sequential stages;
        private readonly Linear head;

        public ResNet(int blocks, int width, int classes)
            : base(nameof(ResNet))
        {
            stem = Conv2d(3, width, 3, padding: 1, bias: false);
            bn = BatchNorm2d(width);
            var list = new List<Module<Tensor, Tensor>>();
            var inPlanes = width;
            for (var stage = 0; stage < 3; stage++)
            {
                var planes = width << stage;
                for (var i = 0; i < blocks; i++)
                {
                    list.Add(new Block(inPlanes, planes, i == 0 && stage > 0 ? 2 : 1));
                    inPlanes = planes;
                }
            }

            stages = Sequential(list);
            head = Linear(inPlanes, classes);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            x = functional.relu(bn.call(stem.call(x)));
            x = stages.call(x);
            x = functional.adaptive_avg_pool2d(x, 1);
            return head.call(x.flatten(1));
        }
    }

    internal sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1;
        private readonly BatchNorm2d bn1;
        private readonly Conv2d conv2;
        private readonly BatchNorm2d bn2;
        private readonly Sequential? shortcut;

        public Block(int inPlanes, int planes, int stride)
            : base(nameof(Block))
        {
            conv1 = Conv2d(inPlanes, planes, 3, stride: stride, padding: 1, bias: false);
            bn1 = BatchNorm2d(planes);
            conv2 = Conv2d(planes, planes, 3, padding: 1, bias: false);
            bn2 = BatchNorm2d(planes);
            if (stride != 1 || inPlanes != planes)
            {
                shortcut = Sequential(Conv2d(inPlanes, planes, 1, stride: stride, bias: false), BatchNorm2d(planes));
            }

            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var y = functional.relu(bn1.call(conv1.call(x)));
            y = bn2.call(conv2.call(y));
            return functional.relu(y + (shortcut is null ? x : shortcut.call(x)));
        }
    }

    internal sealed class Dense : Module<Tensor, Tensor>
    {
        private readonly Conv2d stem = Conv2d(3, 8, 3, padding: 1);
        private readonly Conv2d a = Conv2d(8, 6, (1, 3), padding: (0, 1));
        private readonly BatchNorm2d norm = BatchNorm2d(14, momentum: 0.05);
        private readonly Conv2d head = Conv2d(14, 4, 1);

        public Dense()
            : base(nameof(Dense)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            x = stem.call(x);
            var y = functional.relu(a.call(x));
            return head.call(norm.call(torch.cat([x, y], 1)));
        }
    }

    internal sealed class Mobile : Module<Tensor, Tensor>
    {
        private readonly Sequential features = Sequential(
            ("expand", Conv2d(3, 8, 1, bias: false)),
            ("norm", BatchNorm2d(8)),
            ("act", ReLU6()),
            ("filter", Conv2d(8, 8, 3, padding: 1, groups: 8, bias: false)));

        private readonly Conv2d project = Conv2d(8, 4, 1);

        public Mobile()
            : base(nameof(Mobile)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            x = functional.hardswish(features.call(x));
            x = functional.adaptive_avg_pool2d(project.call(x), 1);
            return x.view(x.size(0), 4);
        }
    }

    internal sealed class Stack : Module<Tensor, Tensor>
    {
        private readonly ModuleList<Residual> blocks = new(new Residual(4, 0.1), new Residual(8, 0.2), new Residual(8, 0.3));
        private readonly Linear head = Linear(6, 2);

        public Stack()
            : base(nameof(Stack)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            foreach (var block in blocks)
            {
                x = block.call(x);
            }

            return head.call(x);
        }
    }

    internal sealed class Residual : Module<Tensor, Tensor>
    {
        private readonly Linear up;
        private readonly Linear down;
        private readonly Dropout drop;

        public Residual(int width, double p)
            : base(nameof(Residual))
        {
            up = Linear(6, width);
            down = Linear(width, 6);
            drop = Dropout(p);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => input + drop.call(down.call(functional.silu(up.call(input)))) * 0.5;
    }
}
