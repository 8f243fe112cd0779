using PrunableModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExistingModel
{
    // tells which shape is in the picture
    [Prunable]
    public partial class ShapeNet : Module<Tensor, Tensor>
    {
        private Conv2d conv_in;
        private BatchNorm2d bn_in;
        private ModuleList<Conv2d> convs = new ModuleList<Conv2d>();
        private ModuleList<BatchNorm2d> bns = new ModuleList<BatchNorm2d>();
        private Sequential refine;
        private Linear gate;
        private Linear fc1;
        private Module<Tensor, Tensor> ln;
        private Linear fc2;

        public ShapeNet() : base("net")
        {
            int ch = 8;
            conv_in = Conv2d(3, ch, 3, padding: 1);
            bn_in = BatchNorm2d(ch);
            for (int i = 0; i < 3; i++)
            {
                convs.Add(Conv2d(ch, ch * 2, 3, padding: 1));
                bns.Add(BatchNorm2d(ch * 2));
                ch *= 2;
            }
            refine = Sequential(new Refine(ch), new Refine(ch));
            gate = Linear(ch, ch);
            fc1 = Linear(1024, 128);
            ln = LayerNorm(128);
            fc2 = Linear(128, 10);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            x = functional.relu(bn_in.call(conv_in.call(x)));
            for (int i = 0; i < convs.Count; i++)
            {
                x = functional.relu(bns[i].call(convs[i].call(x)));
                x = functional.max_pool2d(x, 2);
            }
            x = Quantize(x);
            x = refine.call(x);
            // channel attention
            var w = functional.sigmoid(gate.call(x.mean(new long[] { 2, 3 })));
            x = x * w.unsqueeze(-1).unsqueeze(-1);
            x = x.flatten(1);
            x = functional.dropout(functional.relu(fc1.call(x)), 0.2, training);
            return fc2.call(ln.call(x));
        }

        // what the camera's 8 bit chip does
        private Tensor Quantize(Tensor x)
        {
            if (training) return x;
            return (x * 16).round() / 16;
        }

        private class Refine : Module<Tensor, Tensor>
        {
            private Conv2d c1, c2;

            public Refine(int ch) : base("refine")
            {
                c1 = Conv2d(ch, ch, 3, padding: 1);
                c2 = Conv2d(ch, ch, 3, padding: 1);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                return x + c2.call(functional.relu(c1.call(x)));
            }
        }
    }
}
