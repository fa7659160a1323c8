using App.Core.Operations;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

public sealed class RateWindowTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly RateLimit Five = new("five", 5, TimeSpan.FromHours(1));

    public static TheoryData<string, (int At, int Count)[], int, int?> Table { get; } = new()
    {
        { "nothing yet", [], 0, null },
        { "one fewer than the limit", [(0, 4)], 59, null },
        { "at the limit, in the piece that fills it", [(0, 5)], 30, 3_630 },
        { "at the limit, a minute before it is over", [(0, 5)], 3_600, 60 },
        { "the last second of the oldest piece", [(0, 5)], 3_659, 1 },
        { "a piece after the window", [(0, 5)], 3_660, null },
        { "one leaves first", [(0, 1), (600, 4)], 700, 2_960 },
        { "the first to leave is enough", [(0, 3), (600, 2)], 700, 2_960 },
        { "over the limit, two have to leave", [(0, 1), (600, 5)], 700, 3_560 },
        { "what is before the window counts for nothing", [(-3_660, 9), (0, 1)], 0, null },
        { "another node's clock is ahead", [(120, 5)], 0, 3_780 },
        { "a clock that was years ahead once", [(100_000_000, 9)], 0, null },
        { "empty pieces keep nobody", [(0, 0), (60, 5)], 90, 3_630 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void WaitAt_Pieces_IsTheTrueNumberOfSeconds(string situation, (int At, int Count)[] pieces, int now, int? seconds)
    {
        _ = situation;
        var counts = pieces.Select(piece => new RateCount(Five.PieceAt(Start.AddSeconds(piece.At)), piece.Count)).ToList();

        var wait = RateWindow.WaitAt(Five, counts, Start.AddSeconds(now));

        wait.ShouldBe(seconds is { } known ? TimeSpan.FromSeconds(known) : null);
        if (wait is { } true_)
        {
            RateWindow.WaitAt(Five, counts, Start.AddSeconds(now) + true_ - TimeSpan.FromTicks(1)).ShouldNotBeNull();
            RateWindow.WaitAt(Five, counts, Start.AddSeconds(now) + true_).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(3_600)]
    [InlineData(86_400)]
    public void Windows_OfThatLengthWhereverTheyBegin_HaveNoMoreThanTheLimit(int window)
    {
        var limit = new RateLimit("any", 20, TimeSpan.FromSeconds(window));
        var random = new Random(4_711);
        var time = new ManualTime(Start.AddSeconds(0.37));
        List<RateCount> counts = [];
        List<DateTimeOffset> passed = [];
        for (var i = 0; i < 4_000; i++)
        {
            time.Advance(limit.Window * (random.NextDouble() * 0.01));
            if (RateWindow.WaitAt(limit, counts, time.GetUtcNow()) is null)
            {
                passed.Add(time.GetUtcNow());
                counts.Add(new RateCount(limit.PieceAt(time.GetUtcNow()), 1));
            }
        }

        // The tightest windows begin at something that passed.
        for (var i = 0; i + limit.Most < passed.Count; i++)
        {
            (passed[i + limit.Most] - passed[i]).ShouldBeGreaterThanOrEqualTo(limit.Window);
        }

        passed.Count.ShouldBeGreaterThan(limit.Most * 10);
    }

    [Theory]
    [InlineData(0.2, 1, "1 second")]
    [InlineData(1, 1, "1 second")]
    [InlineData(1.001, 2, "2 seconds")]
    [InlineData(99, 99, "99 seconds")]
    [InlineData(100, 100, "2 minutes")]
    [InlineData(3_600, 3_600, "60 minutes")]
    [InlineData(5_401, 5_401, "2 hours")]
    [InlineData(86_400, 86_400, "24 hours")]
    public void Reached_Wait_IsToldInWholeSecondsAndInWords(double wait, long seconds, string words)
    {
        var error = RateErrors.Reached(Five, TimeSpan.FromSeconds(wait), "5 things an hour are allowed");

        RateErrors.SecondsOf(error).ShouldBe(seconds);
        error.Message.ShouldBe($"5 things an hour are allowed. Try again in {words}.");
        error.Definition.HttpStatus.ShouldBe(429);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    [InlineData(6, 8)]
    [InlineData(1_000, 8)]
    public void DelayOf_Failures_DoublesUpToTheLongest(int failures, int seconds) => new RateLimitOptions().DelayOf(failures).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Fault_ValueOutOfBounds_NamesTheKeyAndWhatIsAllowed()
    {
        new RateLimitOptions().Fault().ShouldBeNull();
        new RateLimitOptions { UploadsPerHour = 0 }.Fault().ShouldBe("RateLimits:UploadsPerHour is 0. Allowed is 1 to 100000.");
        new RateLimitOptions { WriteEvery = TimeSpan.FromMinutes(1) }.Fault()!.ShouldStartWith("RateLimits:WriteEvery is 00:01:00.");
        new RateLimitOptions { InviteCodeDelay = TimeSpan.FromSeconds(-1) }.Fault()!.ShouldStartWith("RateLimits:InviteCodeDelay");
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::/64")]
    [InlineData("::1", "::/64")]
    [InlineData(null, "unknown")]
    public void Subject_OfAnAddress_IsTheNetworkThatOneHouseholdHas(string? address, string subject) =>
        RateSubject.Of(address is null ? null : System.Net.IPAddress.Parse(address)).ShouldBe(subject);
}
