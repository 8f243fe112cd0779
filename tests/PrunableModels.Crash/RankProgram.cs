using System.IO.Pipes;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Crash;

/// <summary>
/// One of two processes that train the same model, each on its half of every batch, and average their gradients over a pipe. It prints
/// <c>step N MASK PARAMETERS</c>, two hashes, after every step.
/// </summary>
internal static class RankProgram
{
    private const int HalfBatch = 8;

    /// <param name="rank">0, which makes the pipe, or 1.</param>
    /// <param name="pipe">The pipe's name.</param>
    /// <param name="method">How to train.</param>
    /// <param name="steps">How many steps.</param>
    public static void Run(int rank, string pipe, Method method, int steps)
    {
        using var stream = Connect(rank, pipe);
        random.manual_seed(7);
        using var model = new SmallNet();
        using var optimizer = method.Optimizer(model, steps);

        // From here on the processes draw different data and drop out differently.
        random.manual_seed(100 + rank);
        for (var step = 1; step <= steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = nn.functional.cross_entropy(model.call(randn([HalfBatch, .. SmallNet.ImageShape])), randint(SmallNet.Classes, HalfBatch));
            loss.backward();
            Average([.. model.parameters().Select(parameter => parameter.grad!), loss.detach()], stream, isFirst: rank == 0);
            optimizer.ReportLoss(loss);
            optimizer.step();
            Console.WriteLine($"step {step} {Fingerprint.OfMask(model, optimizer)} {Fingerprint.OfParameters(model)} {optimizer.PrunedCount}");
        }
    }

    /// <summary>The sum of two numbers is the same from both sides, so both processes have the same averages to the bit.</summary>
    private static void Average(Tensor[] tensors, Stream stream, bool isFirst)
    {
        using var quiet = no_grad();
        var own = cat([.. tensors.Select(tensor => tensor.flatten())]);
        var other = zeros_like(own);
        if (isFirst)
        {
            stream.Write(own.bytes);
            stream.ReadExactly(other.bytes);
        }
        else
        {
            stream.ReadExactly(other.bytes);
            stream.Write(own.bytes);
        }

        var averages = own.add_(other).div_(2).split([.. tensors.Select(tensor => tensor.numel())]);
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i].copy_(averages[i].view(tensors[i].shape));
        }
    }

    private static PipeStream Connect(int rank, string name)
    {
        const int LimitMilliseconds = 60_000;
        if (rank == 0)
        {
            var server = new NamedPipeServerStream(name, PipeDirection.InOut, maxNumberOfServerInstances: 1);
            using var limit = new CancellationTokenSource(LimitMilliseconds);
            server.WaitForConnectionAsync(limit.Token).GetAwaiter().GetResult();
            return server;
        }

        var client = new NamedPipeClientStream(".", name, PipeDirection.InOut);
        client.Connect(LimitMilliseconds);
        return client;
    }
}
