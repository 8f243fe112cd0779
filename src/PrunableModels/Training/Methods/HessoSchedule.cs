using System;

namespace PrunableModels;

/// <summary>When structures are chosen and how long their road to zero is, in optimizer steps counted from 1.</summary>
/// <param name="Start">Steps before the first period.</param>
/// <param name="Steps">Steps of all periods together.</param>
/// <param name="Periods">The number of periods; what does not divide is the last one's.</param>
internal readonly record struct HessoSchedule(long Start, long Steps, long Periods)
{
    /// <summary>Steps of a period.</summary>
    public long Length => Steps / Periods;

    /// <summary>Resolves the defaults: a start after 10 %, periods over 20 % of all steps, 10 periods.</summary>
    /// <exception cref="ArgumentException">The numbers do not fit together.</exception>
    public static HessoSchedule Of(HessoOptions options)
    {
        var start = options.StartStep ?? options.TotalSteps / 10;
        var steps = options.PruningSteps ?? Math.Max(1, options.TotalSteps / 5);
        return Of(start, steps, options.PruningPeriods ?? Math.Min(10, steps), options.TotalSteps);
    }

    /// <summary>Checks a schedule.</summary>
    /// <exception cref="ArgumentException">The numbers do not fit together.</exception>
    public static HessoSchedule Of(long start, long steps, long periods, long total)
    {
        Ranges.AtLeast(total, 1, nameof(HessoOptions.TotalSteps));
        Ranges.AtLeast(start, 0, nameof(HessoOptions.StartStep));
        Ranges.AtLeast(steps, 1, nameof(HessoOptions.PruningSteps));
        Ranges.AtLeast(periods, 1, nameof(HessoOptions.PruningPeriods));
        if (periods > steps)
        {
            throw new ArgumentException($"{periods} pruning periods do not fit into {steps} pruning steps.", nameof(HessoOptions.PruningPeriods));
        }

        if (start + steps > total)
        {
            throw new ArgumentException($"Pruning would end at step {start + steps}, training at {total}.", nameof(HessoOptions.PruningSteps));
        }

        return new(start, steps, periods);
    }

    /// <summary>Where a step stands.</summary>
    public SchedulePoint At(long step)
    {
        var offset = step - Start - 1;
        if (offset < 0)
        {
            return new(Period: -1, IsFirst: false, StepsLeft: 0, StepsToChoice: -offset);
        }

        if (offset >= Steps)
        {
            return SchedulePoint.Outside;
        }

        var period = Math.Min(offset / Length, Periods - 1);
        var isLast = period == Periods - 1;
        var first = period * Length;
        var end = isLast ? Steps : first + Length;
        var isFirst = offset == first;
        return new(period, isFirst, end - offset, isFirst ? 0 : isLast ? null : end - offset);
    }
}

/// <summary>Where a step stands in the schedule.</summary>
/// <param name="Period">The period from 0, or -1 outside.</param>
/// <param name="IsFirst">Whether the period's structures are chosen now.</param>
/// <param name="StepsLeft">Steps to the end of the period, this one included; 0 outside.</param>
/// <param name="StepsToChoice">Steps until structures are chosen, 0 if now, null if never again.</param>
internal readonly record struct SchedulePoint(long Period, bool IsFirst, long StepsLeft, long? StepsToChoice)
{
    /// <summary>After the last period.</summary>
    public static SchedulePoint Outside { get; } = new(Period: -1, IsFirst: false, StepsLeft: 0, StepsToChoice: null);
}
