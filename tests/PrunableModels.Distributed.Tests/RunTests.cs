using Xunit;

namespace PrunableModels.Distributed.Tests;

/// <summary>Joining a group and leaving it.</summary>
public sealed class RunTests
{
    [Fact]
    public void A_program_that_was_not_started_as_one_of_several_is_a_group_of_one()
    {
        using var group = ProcessGroup.Initialize();

        Assert.Equal((0, 1, 0, true), (group.Rank, group.Size, group.LocalRank, group.IsFirst));
        group.Barrier();
    }

    [Fact]
    public void In_a_group_of_one_an_exception_is_thrown_on() =>
        Assert.Throws<InvalidTimeZoneException>(() => ProcessGroup.Run(_ => throw new InvalidTimeZoneException()));

    [Fact]
    public void In_a_group_of_several_an_exception_ends_all_of_them()
    {
        var communicator = new Recorder();

        Assert.Throws<InvalidTimeZoneException>(() => ProcessGroup.RunIn(new(communicator), _ => throw new InvalidTimeZoneException()));

        // Ended before the group is left, where it would wait for the others.
        Assert.Equal(["aborted with 1", "left"], communicator.Calls);
    }

    [Fact]
    public void Without_an_exception_the_group_is_left()
    {
        var communicator = new Recorder();

        ProcessGroup.RunIn(new(communicator), group => group.Barrier());

        Assert.Equal(["waited", "left"], communicator.Calls);
    }

    private sealed class Recorder : ICommunicator
    {
        public List<string> Calls { get; } = [];

        public int Rank => 1;

        public int Size => 2;

        public int LocalRank => 1;

        public void Abort(int exitCode) => Calls.Add($"aborted with {exitCode}");

        public void Barrier() => Calls.Add("waited");

        public void Dispose() => Calls.Add("left");

        public void Broadcast(Span<byte> data) => throw new NotSupportedException();

        public void Gather(ReadOnlySpan<byte> own, Span<byte> all) => throw new NotSupportedException();

        public nint BeginSum(NumberBlock numbers) => throw new NotSupportedException();

        public void EndSum(nint sum) => throw new NotSupportedException();
    }
}
