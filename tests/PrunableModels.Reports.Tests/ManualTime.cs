namespace PrunableModels.Reports.Tests;

/// <summary>A clock that goes on by a given time whenever it is looked at.</summary>
internal sealed class ManualTime(TimeSpan tick) : TimeProvider
{
    private long now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now += tick.Ticks;
}
