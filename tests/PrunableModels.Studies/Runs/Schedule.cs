namespace PrunableModels.Studies;

/// <summary>When and how a network is pruned, as shares of all steps: alike for all methods as far as they have such a thing.</summary>
/// <param name="Start">Plain steps before the window in which structures go to zero.</param>
/// <param name="End">The end of the window, after which what is left trains on.</param>
/// <param name="Periods">HESSO's periods, which share the window; HESSO-CRIC's too.</param>
/// <param name="Cycle">A cycle of HESSO-CRIC; all cycles come before the window, so that it starts no later than for others.</param>
/// <param name="Cycles">The most cycles.</param>
/// <param name="Lambda">DHSPG's penalty; what it has not brought to zero two thirds through the window is shrunk linearly until the window ends.</param>
/// <param name="OneShot">When the one shot is.</param>
/// <param name="LeastWidth">The share of its fair width that every group keeps, lest a layer vanish.</param>
public sealed record Schedule(double Start, double End, int Periods, double Cycle, int Cycles, double Lambda, double OneShot, double LeastWidth)
{
    /// <summary>What DHSPG leaves of the window to shrinking what is missing.</summary>
    private const double CompletionShare = 1.0 / 3;

    internal SparseOptimizer Attach<T>(T model, RunSettings run)
        where T : TorchSharp.torch.nn.Module, IPrunable
    {
        var (start, end) = (Steps(Start, run), Steps(End, run));
        return run.Method switch
        {
            PruningMethod.Hesso => model.Hesso(Shared(run, new HessoOptions
            {
                Variant = run.Recipe.BaseUpdate,
                TotalSteps = run.Recipe.Steps,
                StartStep = start,
                PruningSteps = end - start,
                PruningPeriods = Math.Min(Periods, end - start),
                CosineSign = run.Variant == Variant.HessoCosine ? CosineSign.Hesso : CosineSign.Dhspg,
                ScoreDecay = run.Variant == Variant.OneBatch ? 0 : 0.9,
            })),
            PruningMethod.HessoCric => model.HessoCric(Shared(run, new HessoCricOptions
            {
                Variant = run.Recipe.BaseUpdate,
                TotalSteps = run.Recipe.Steps,
                StartStep = start - (Cycles * CycleSteps(run)),
                CycleSteps = CycleSteps(run),
                MaximumCycles = Cycles,
                PruningSteps = end - start,
                PruningPeriods = Math.Min(Periods, end - start),
            })),

            // For it training ends with the window: what is not at zero by then would be shrunk in the last steps of all.
            PruningMethod.Dhspg => model.Dhspg(Shared(run, new DhspgOptions
            {
                Variant = run.Recipe.BaseUpdate,
                TotalSteps = end,
                StartStep = start,
                CompletionSteps = (long)((end - start) * CompletionShare),
                Lambda = Lambda,
            })),
            PruningMethod.OneShot => model.OneShot(Shared(run, new OneShotOptions
            {
                Variant = run.Recipe.BaseUpdate,
                TotalSteps = run.Recipe.Steps,
                PruneStep = Steps(OneShot, run),
            })),
            _ => throw new ArgumentException("A dense run is not pruned.", nameof(run)),
        };
    }

    private static int Steps(double share, RunSettings run) => Math.Max(1, (int)Math.Round(share * run.Recipe.Steps));

    private int CycleSteps(RunSettings run) => Math.Max(2, Steps(Cycle, run));

    private TOptions Shared<TOptions>(RunSettings run, TOptions options)
        where TOptions : SparseOptions => options with
    {
        TargetGroupSparsity = run.Sparsity,
        GroupConstraint = group => new WidthConstraint(Math.Max(1, (int)(LeastWidth * (1 - run.Sparsity) * group.Width))),
    };
}
