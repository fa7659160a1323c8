using App.Core.Operations;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

public sealed class ActivityCounterTests
{
    private readonly MemoryCounts _store = new();
    private readonly ManualTime _time = new(TestTimes.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FlushAsync_AfterManyThreads_HasLostNone()
    {
        var counter = new ActivityCounter(_store, _time);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < 500; i++)
                {
                    counter.Count(ActivityNames.SignInsFailed);
                    if (i % 100 == 0)
                    {
                        await counter.FlushAsync(Token);
                    }
                }
            },
            Token)));
        await counter.FlushAsync(Token);

        _store.Sum(ActivityNames.SignInsFailed).ShouldBe(4_000);
    }

    [Fact]
    public async Task CountErrors_OneCodeManyTimes_IsOne()
    {
        var counter = new ActivityCounter(_store, _time);

        counter.CountErrors(["ERR_POS_005", "ERR_POS_005", "ERR_POS_008"]);
        counter.CountErrors(["ERR_POS_005"]);
        await counter.FlushAsync(Token);

        (_store.Sum("error.ERR_POS_005"), _store.Sum("error.ERR_POS_008")).ShouldBe((2, 1));
    }

    [Fact]
    public async Task FlushAsync_HourGoesOn_KeepsTheHoursApart()
    {
        var counter = new ActivityCounter(_store, _time);
        counter.Count("a");
        _time.Advance(TimeSpan.FromHours(1));
        counter.Count("a");

        await counter.FlushAsync(Token);

        _store.Added.Select(count => count.Hour).Order().ShouldBe([new(2026, 11, 20, 21, 0, 0, TimeSpan.Zero), new(2026, 11, 20, 22, 0, 0, TimeSpan.Zero)]);
    }

    [Fact]
    public async Task FlushAsync_DatabaseAway_KeepsTheCountsForTheNextTime()
    {
        var counter = new ActivityCounter(_store, _time);
        counter.Count("a");
        _store.IsAway = true;
        await Should.ThrowAsync<IOException>(() => counter.FlushAsync(Token));
        counter.Count("a");
        _store.IsAway = false;

        await counter.FlushAsync(Token);
        await counter.FlushAsync(Token);

        _store.Sum("a").ShouldBe(2);
    }

    [Fact]
    public async Task Count_MoreNamesThanAreKept_IsBoundedAndGoesOnWithThoseKnown()
    {
        var counter = new ActivityCounter(_store, _time);
        for (var i = 0; i < ActivityCounter.MostKept + 10; i++)
        {
            counter.Count($"n{i}");
        }

        counter.Count("n0");
        await counter.FlushAsync(Token);

        _store.Added.Count.ShouldBe(ActivityCounter.MostKept);
        _store.Sum("n0").ShouldBe(2);
    }

    private sealed class MemoryCounts : IHourlyCountStore
    {
        private readonly Lock _gate = new();

        public bool IsAway { get; set; }

        public List<HourlyCount> Added { get; } = [];

        public long Sum(string name) => Added.Where(count => count.Name == name).Sum(count => count.Count);

        public Task AddAsync(IReadOnlyCollection<HourlyCount> counts, CancellationToken cancellationToken)
        {
            if (IsAway)
            {
                throw new IOException("The database is away.");
            }

            lock (_gate)
            {
                Added.AddRange(counts);
            }

            return Task.CompletedTask;
        }

        public Task<IReadOnlyDictionary<string, long>> SumsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<HourlyCount>> HoursAsync(IReadOnlyCollection<string> names, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> RemoveAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
