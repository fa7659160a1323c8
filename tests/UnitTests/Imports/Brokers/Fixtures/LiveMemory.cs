namespace UnitTests.Imports.Brokers.Fixtures;

/// <summary>How much a piece of work keeps alive at its peak: a thread collects garbage in turns and looks at what is left, while the work runs.</summary>
/// <remarks>Garbage is not counted, for when it is taken away is the runtime's choice. Nothing else may run in the process. A peak shorter than a collection may be missed.</remarks>
internal static class LiveMemory
{
    // Milliseconds: to collect without a pause would take most of a processor.
    private const int BetweenLooks = 10;

    private const int MostLooks = 100;

    // Bytes that come and go in a process that does nothing.
    private const long Noise = 256 * 1024;

    /// <summary>Bytes over those that were alive before; those of the result are counted with it.</summary>
    public static long PeakOf<T>(Func<T> work)
    {
        var before = Settled();
        var peak = 0L;
        using var isDone = new ManualResetEventSlim();
        var sampler = new Thread(() =>
        {
            while (!isDone.Wait(BetweenLooks))
                peak = Math.Max(peak, Alive());
        });
        sampler.Start();
        try
        {
            var result = work();
            peak = Math.Max(peak, Alive());
            GC.KeepAlive(result);
        }
        finally
        {
            isDone.Set();
            sampler.Join();
        }

        return peak - before;
    }

    // What other tests have left goes over several collections, some of it only once its finalizers have run: taken for granted, it would be missed in the peak.
    private static long Settled()
    {
        using var pause = new ManualResetEventSlim();
        var last = Alive();
        for (int look = 0, still = 0; look < MostLooks && still < 2; look++)
        {
            GC.WaitForPendingFinalizers();
            pause.Wait(BetweenLooks);
            var next = Alive();
            still = next > last - Noise ? still + 1 : 0;
            last = next;
        }

        return last;
    }

    private static long Alive()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
