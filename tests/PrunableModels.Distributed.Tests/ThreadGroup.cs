namespace PrunableModels.Distributed.Tests;

/// <summary>A group whose processes are threads of this one, so that all but MPI itself is tried wherever there is no MPI.</summary>
internal sealed class ThreadGroup
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Barrier barrier;
    private readonly nint[] addresses;
    private readonly byte[][] gathered;

    private ThreadGroup(int size)
    {
        barrier = new(size);
        addresses = new nint[size];
        gathered = new byte[size][];
    }

    private int Size => addresses.Length;

    /// <summary>Does something in every rank and returns what each gives, in the order of ranks. What all throw is thrown; what one throws alone ends the others.</summary>
    public static T[] Run<T>(int size, Func<ProcessGroup, T> each, ProcessGroupOptions? options = null)
    {
        var (threads, results, faults) = (new ThreadGroup(size), new T[size], new Exception?[size]);
        var running = Enumerable.Range(0, size).Select(rank => new Thread(() =>
        {
            try
            {
                using var group = new ProcessGroup(new Member(threads, rank), options);
                results[rank] = each(group);
            }
            catch (Exception e)
            {
                faults[rank] = e;
            }
        })).ToList();
        running.ForEach(thread => thread.Start());
        running.ForEach(thread => thread.Join());
        return faults.OfType<Exception>().MinBy(e => e is TimeoutException) is { } fault ? throw fault : results;
    }

    /// <summary>As <see cref="Run{T}"/>, for what gives nothing.</summary>
    public static void Run(int size, Action<ProcessGroup> each) => Run(size, group =>
    {
        each(group);
        return 0;
    });

    private void Wait()
    {
        if (!barrier.SignalAndWait(Limit))
        {
            throw new TimeoutException("Another rank did not come.");
        }
    }

    private sealed unsafe class Member(ThreadGroup threads, int rank) : ICommunicator
    {
        public int Rank => rank;

        public int Size => threads.Size;

        public int LocalRank => rank;

        public void Broadcast(Span<byte> data)
        {
            var all = new byte[data.Length * Size];
            Gather(data, all);
            all.AsSpan(0, data.Length).CopyTo(data);
        }

        public void Gather(ReadOnlySpan<byte> own, Span<byte> all)
        {
            threads.gathered[rank] = own.ToArray();
            threads.Wait();
            for (var i = 0; i < Size; i++)
            {
                threads.gathered[i].CopyTo(all[(i * own.Length)..]);
            }

            threads.Wait();
        }

        public nint BeginSum(NumberBlock numbers)
        {
            threads.addresses[rank] = numbers.Address;
            threads.Wait();
            if (numbers.Kind == NumberKind.Single)
            {
                Sum<float>(numbers);
            }
            else
            {
                Sum<double>(numbers);
            }

            return 0;
        }

        public void EndSum(nint sum)
        {
        }

        public void Barrier() => threads.Wait();

        public void Abort(int exitCode) => throw new InvalidOperationException($"Aborted with {exitCode}.");

        public void Dispose()
        {
        }

        private void Sum<T>(NumberBlock numbers)
            where T : unmanaged, System.Numerics.IAdditionOperators<T, T, T>
        {
            var sums = new T[numbers.Count];
            foreach (var address in threads.addresses)
            {
                var others = new ReadOnlySpan<T>((void*)address, numbers.Count);
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += others[i];
                }
            }

            threads.Wait();
            sums.CopyTo(new Span<T>((void*)numbers.Address, numbers.Count));
            threads.Wait();
        }
    }
}
